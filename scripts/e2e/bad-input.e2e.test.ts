/** Wrong settings stop before anything is started: exit code 2, with what, why and fix for each mistake. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type Given, runLoad } from "./harness.ts";

const folder = mkdtempSync(join(tmpdir(), "mesh-load-bad-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A program that says what it is told when it is asked for its version. */
function program(name: string, says: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\necho '${says}'\n`);
  chmodSync(path, 0o755);
  return path;
}

function file(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, "");
  return path;
}

interface Row {
  readonly name: string;
  readonly settings: Given;
  readonly environment?: Given;
  readonly says: RegExp;
}

const rows: readonly Row[] = [
  {
    name: "an unknown setting",
    settings: { SCENARO: "mesh" },
    says: /unknown setting SCENARO[\s\S]*did you mean SCENARIO\?/,
  },
  {
    name: "an unknown scenario",
    settings: { SCENARIO: "mash" },
    says: /nothing called "mash"[\s\S]*use one of .*mcp, mesh, registry, .*search/,
  },
  { name: "an unknown profile", settings: { PROFILE: "lode" }, says: /no profile "lode"[\s\S]*smoke \| load/ },
  {
    name: "an unknown target",
    settings: { TARGET: "registry=consul" },
    says: /TARGET: there is nothing called "consul"[\s\S]*mcp-mesh/,
  },
  {
    name: "a target in a role it does not play",
    settings: { TARGET: "search=mcp-mesh" },
    says: /mcp-mesh plays registry, not search/,
  },
  {
    name: "a target beside a URL for its role",
    settings: { TARGET: "mcp-mesh", REGISTRY_URL: "http://127.0.0.1:1" },
    says: /both say what plays registry/,
  },
  {
    name: "a load that is too short for its stages",
    settings: { SCENARIO: "registry", PROFILE: "stress", DURATION: "12s" },
    says: /DURATION=12s is shorter than PROFILE=stress needs: 10 s warm-up, 3 s for[\s\S]*give DURATION=13s or more/,
  },
  {
    name: "two lengths of one load",
    settings: { SCENARIO: "registry", DURATION: "1m", DURATION_SCALE: "0.5" },
    says: /DURATION=60s and DURATION_SCALE=0\.5 both say how long/,
  },
  {
    name: "an older target that nothing compares with",
    settings: { SCENARIO: "registry", BASELINE_TARGET: "reference-registry" },
    says: /no limit compares two targets with SCENARIO=registry PROFILE=load[\s\S]*use .*PROFILE=idle-10/,
  },
  {
    name: "an older target that is not there",
    settings: { SCENARIO: "registry", PROFILE: "idle-10", BASELINE_TARGET: "mcp-mesh@/nowhere/registry" },
    says: /BASELINE_TARGET: \/nowhere\/registry is no file that can be executed/,
  },
  {
    name: "an unknown dialect",
    settings: { REGISTRY_URL: "http://127.0.0.1:1", REGISTRY_DIALECT: "soap" },
    says: /REGISTRY_DIALECT: there is nothing called "soap"[\s\S]*mcp-mesh/,
  },
  {
    name: "a malformed URL",
    settings: { REGISTRY_URL: "127.0.0.1:8000" },
    says: /"127.0.0.1:8000" is not an http\(s\) URL/,
  },
  {
    name: "a host that is not this machine",
    settings: { SEARCH_URL: "http://search.example" },
    says: /not on this machine[\s\S]*ALLOW_HOST=search\.example/,
  },
  {
    name: "the address of a role that the scenario leaves alone",
    settings: { SCENARIO: "registry", MCP_URL: "http://127.0.0.1:1/mcp" },
    says: /MCP_URL is given, and the scenario registry puts no mcp under load/,
  },
  {
    name: "a number out of range",
    settings: { DURATION_SCALE: "1000" },
    says: /"1000" is not a number from 0.01 to 100/,
  },
  {
    name: "a k6 that is missing",
    settings: { K6_BIN: join(folder, "none") },
    says: /none cannot be run[\s\S]*leave K6_BIN out/,
  },
  {
    name: "a program that is not k6",
    settings: { K6_BIN: program("fake", "hello") },
    says: /fake is not k6: asked for its version it said "hello"/,
  },
  {
    name: "a k6 of another major version",
    settings: { K6_BIN: program("old", "k6 v1.7.1 (go1.25.0, linux/amd64)") },
    says: /is k6 1\.7\.1, this suite needs 2\.x/,
  },
  {
    name: "a variable that k6 would obey",
    settings: {},
    environment: { K6_VUS: "3" },
    says: /K6_VUS is set in the environment[\s\S]*unset K6_VUS/,
  },
  {
    name: "a results folder that is a file",
    settings: { RESULTS: file("taken") },
    says: /results folder \S+taken cannot be written[\s\S]*RESULTS=/,
  },
  {
    name: "two addresses for one registry",
    settings: { SCENARIO: "registry" },
    environment: { REGISTRY_URL: "http://127.0.0.1:1", MCP_MESH_REGISTRY_URL: "http://127.0.0.1:2" },
    says: /MCP_MESH_REGISTRY_URL and REGISTRY_URL are both given, and differ/,
  },
  {
    name: "a token that nobody would get, a rate that nobody arrives at, a database that nobody stores in",
    settings: { SCENARIO: "registry", REQUEST_RATE: "5" },
    environment: { AUTH_TOKEN: "abc", DATABASE_URL: "postgres://127.0.0.1/x" },
    says: /DATABASE_URL is given, and nothing[\s\S]*AUTH_TOKEN is given, and it is sent only[\s\S]*REQUEST_RATE is given, and no users/,
  },
  {
    name: "a token that is none, without saying it",
    settings: {},
    environment: { AUTH_TOKEN: "pass word" },
    says: /^(?![\s\S]*pass word)[\s\S]*AUTH_TOKEN: its value is not a bearer token/,
  },
  {
    name: "a database that is not on this machine, without saying its password",
    settings: { SCENARIO: "search", DATABASE_URL: "postgres://me:secret@db.example/x" },
    says: /^(?![\s\S]*secret)[\s\S]*DATABASE_URL is on db\.example[\s\S]*ALLOW_HOST=db\.example/,
  },
  {
    name: "a log level that is none",
    settings: { LOG_LEVEL: "loud" },
    says: /LOG_LEVEL: "loud" is not DEBUG \| INFO/,
  },
  {
    name: "a search told by settings that would search for nothing and look at nothing",
    settings: {
      SCENARIO: "search",
      SEARCH_URL: "http://127.0.0.1:1",
      SEARCH_DIALECT: "http-json",
      SEARCH_METHOD: "GET",
      SEARCH_BODY: "{words: {limit}}",
      SEARCH_HITS: "/hits",
    },
    says: /SEARCH_TEXT is not given[\s\S]*neither SEARCH_PATH nor SEARCH_BODY holds \{query\}[\s\S]*SEARCH_METHOD is GET[\s\S]*SEARCH_BODY: .* is not JSON/,
  },
  {
    name: "a template for a search that speaks a dialect of its own",
    settings: { SCENARIO: "search", SEARCH_PATH: "/find?q={query}" },
    says: /SEARCH_PATH is given, and no search system is asked by settings/,
  },
  {
    name: "a search without ids where what is found is written down",
    settings: {
      SCENARIO: "flow",
      SEARCH_DIALECT: "http-json",
      SEARCH_PATH: "/find?q={query}",
      SEARCH_HITS: "/hits",
      SEARCH_TEXT: "/text",
    },
    says: /tells of no ids, and this scenario writes down what was found/,
  },
  {
    name: "a pointer that is none",
    settings: { SEARCH_HITS: "$.hits", SEARCH_TEXT: "hits/text" },
    says: /SEARCH_HITS: "\$\.hits" is not a JSON pointer[\s\S]*SEARCH_TEXT/,
  },
  {
    name: "a dialect that the target does not speak",
    settings: { SCENARIO: "search", TARGET: "memory", SEARCH_DIALECT: "codebase-mcp" },
    says: /the target memory does not speak it[\s\S]*use one of memory/,
  },
  {
    name: "several at once",
    settings: { PROFLE: "x", SEED: "0", MCP_URL: "nope" },
    says: /PROFLE[\s\S]*MCP_URL[\s\S]*SEED/,
  },
];

describe("load refuses", () => {
  it.each(rows)("$name", async ({ settings, environment = {}, says }) => {
    using run = await runLoad(settings, { environment });
    expect(run.stderr).toMatch(says);
    expect(run.stderr).toMatch(/error: .+\n {2}why: .+\n {2}fix: /);
    expect(run.exitCode).toBe(2);
    expect(run.runDir).toBeUndefined();
    expect(run.recorded).toEqual([]);
  });

  it("OPS-04: a dashboard port that is taken, whatever k6 is called on PATH", async () => {
    program("k6", "k6 v2.2.0 (go1.26.0, linux/amd64)"); // first on PATH, and never run
    const holder = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => holder.once("listening", resolve));
    const { port } = holder.address() as AddressInfo;
    const environment = { PATH: `${folder}:${process.env["PATH"]}` };
    using run = await runLoad({ DASHBOARD_PORT: String(port) }, { environment });
    holder.close();
    expect(run.stderr).toMatch(
      new RegExp(`DASHBOARD_PORT=${port} cannot be used: EADDRINUSE, it is held by .+ \\(pid ${process.pid}\\)`),
    );
    expect(run.exitCode).toBe(2);
  });
});
