/** OPS-13 and OPS-14: what the environment says reaches where it should, and no secret reaches a file. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { allowedCores, chooseCores } from "../lib/cores.ts";
import { createProcesses } from "../lib/processes.ts";
import { waitFor } from "../lib/waiting.ts";
import { startProbe } from "../run/probe/client.ts";
import { startPostgres } from "../stack/postgres.ts";
import { expectNothingLeft, type LoadRun, runLoad, startLoad } from "./harness.ts";
import { json, serve } from "./serve.ts";
import { search } from "./servers/search.ts";

const token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJsb2FkIn0.c2lnbmF0dXJl";
const short = { PROFILE: "smoke", DURATION_SCALE: "0.2" };

function read(run: LoadRun, name: string): string {
  return readFileSync(join(run.runDir ?? "", name), "utf8");
}

function filesWith(text: string, { runDir = "" }: LoadRun): readonly string[] {
  return readdirSync(runDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path, "latin1").includes(text));
}

it("OPS-14: AUTH_TOKEN goes with every request to a system that already runs, and into no file even when that says it back", async ({
  signal,
}) => {
  const well = search();
  const sent = new Set<unknown>();
  let asked = 0;
  await using service = await serve((request) => {
    sent.add(request.headers["authorization"]);
    asked += 1;
    return asked % 2 === 0 ? json(401, { error: `unknown token ${token}, or ${token.slice(0, 20)}` }) : well(request);
  });
  const environment = { AUTH_TOKEN: token, NODE_ENV: "production", REQUEST_RATE: "30" };
  using run = await runLoad({ ...short, SCENARIO: "search", SEARCH_URL: service.url }, { environment, signal });

  expect([...sent]).toEqual([`Bearer ${token}`]);
  expect(run.verdict?.notes.join("\n")).toContain("unknown token (AUTH_TOKEN), or (AUTH_TOKEN)");
  expect(filesWith(token.slice(0, 12), run)).toEqual([]);
  expect(run.stdout + run.stderr).not.toContain(token.slice(0, 12));
  expect(run.stderr).toContain("REQUEST_RATE=30, AUTH_TOKEN=(given), NODE_ENV=production");
  expect(JSON.parse(read(run, "config.json")).settings).toMatchObject({ AUTH_TOKEN: "(given)", REQUEST_RATE: 30 });
  expectNothingLeft(run);
});

it("the probe sends the token to systems that get it, and its arguments do not show it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "mesh-load-probe-"));
  try {
    await using processes = createProcesses(folder);
    const sent = new Map<string, unknown>();
    await using service = await serve(({ path, headers }) => {
      sent.set(path, headers["authorization"]);
      return { status: 200 };
    });
    const targets = [
      { name: "theirs", url: `${service.url}/theirs`, isAuthorized: true },
      { name: "ours", url: `${service.url}/ours` },
    ] as const;
    const probe = await startProbe(processes, { file: join(folder, "probe.ndjson"), targets, token });
    expect(Object.fromEntries(sent)).toEqual({ "/theirs": `Bearer ${token}`, "/ours": undefined });
    expect(readFileSync(`/proc/${probe.owned.identity.pid}/cmdline`, "utf8")).not.toContain(token);
    await probe.stop();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

it("OPS-13, OPS-14: DATABASE_URL is stored in and no database started, LOG_LEVEL is obeyed, PIN parts the cores", async ({
  signal,
}) => {
  const folder = mkdtempSync(join(tmpdir(), "mesh-load-given-"));
  try {
    await using processes = createProcesses(folder);
    const { url } = await startPostgres({ processes, name: "given", dataDir: folder, signal });
    const environment = { DATABASE_URL: url, LOG_LEVEL: "warning", PIN: "on" };
    const load = startLoad({ ...short, SCENARIO: "search" }, { environment, signal });
    const cores = chooseCores("on");
    const sides = [
      ["codebase", cores.targets],
      ["k6", cores.generator],
    ] as const;
    for (const [name, list] of sides) {
      const { pid } = await load.untilStarted(name);
      const isThere = (): true | undefined => (allowedCores(pid).join(",") === list ? true : undefined);
      expect(await waitFor(isThere, { deadlineMs: 2000, signal }), `${name} on ${list}`).toBe(true);
    }
    using run = await load.ended;
    expect(run.verdict?.verdict).not.toBe("FAIL");
    expect(run.recorded.map(({ name }) => name).sort()).toEqual(["codebase", "k6"]);
    expect(read(run, "logs/codebase.log")).not.toContain('"INFO"');
    expect(filesWith(new URL(url).password, run)).toEqual([]);
    const { cores: recorded, settings } = JSON.parse(read(run, "config.json"));
    expect([recorded, settings.DATABASE_URL]).toEqual([cores, "(given)"]);
    expectNothingLeft(run);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}, 60_000);
