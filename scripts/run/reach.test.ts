/** Settings reach what they are for: users and rates the load, a given database no fault, an alias its setting; PIN what it can. */
import { expect, it } from "vitest";
import { profileNamed } from "#contract/profiles";
import { readSettings, type Settings } from "#contract/settings";
import { allowedCores, chooseCores } from "../lib/cores.ts";
import type { NamedTarget } from "../targets/target.ts";
import { withAskedLoad } from "./asked-load.ts";
import { chooseFaults } from "./fault-choice.ts";
import { environmentOf, idleSettings, withoutGivenDatabase } from "./reach.ts";

function settingsOf(environment: Record<string, string>): Settings {
  const { settings, mistakes } = readSettings({ flags: [], environment });
  expect(mistakes).toEqual([]);
  return settings;
}

const searchTarget: NamedTarget = {
  name: "codebase",
  role: "search",
  dialect: "codebase",
  isDefault: true,
  store: "database",
  reads: ["LOG_LEVEL", "DATABASE_URL"],
  unavailable: () => undefined,
  start: () => Promise.reject(new Error("nothing is started here")),
};
const cast = [{ role: "search", targets: [searchTarget] }] as const;

it("CONCURRENT_USERS and REQUEST_RATE replace full load of their own kind", () => {
  const { full, stages } = withAskedLoad(
    profileNamed("load"),
    settingsOf({ CONCURRENT_USERS: "7", REQUEST_RATE: "0.5" }),
  );
  expect(full).toEqual({
    registry: { vus: 7 },
    search: { ratePerSecond: 0.5 },
    workflow: { vus: 7 },
    mcp: { vus: 7 },
  });
  expect(stages).toBe(profileNamed("load").stages);
  expect(withAskedLoad(profileNamed("load"), settingsOf({})).full).toEqual(profileNamed("load").full);
});

it("SERVICES replaces the number a profile registers, and is idle where it registers none", () => {
  const asked = settingsOf({ SERVICES: "10", PROFILE: "resolve-100" });
  expect(withAskedLoad(profileNamed("resolve-100"), asked).services).toBe(10);
  expect(withAskedLoad(profileNamed("resolve-100"), settingsOf({})).services).toBe(100);
  expect(withAskedLoad(profileNamed("load"), settingsOf({})).services).toBeUndefined();
  expect(idleSettings(cast, asked)).toEqual([]);
  expect(idleSettings(cast, settingsOf({ SERVICES: "10" })).map(({ what }) => what)).toEqual([
    "SERVICES is given, and PROFILE=load registers as many as there are users",
  ]);
});

it("a target is told what it reads, no more", () => {
  const settings = settingsOf({ LOG_LEVEL: "info", NODE_ENV: "production", DATABASE_URL: "postgres://127.0.0.1:1/x" });
  expect(environmentOf(searchTarget, settings)).toEqual({
    LOG_LEVEL: "INFO",
    DATABASE_URL: "postgres://127.0.0.1:1/x",
  });
});

it("a database that was given is not broken", () => {
  const fault = {
    name: "database-kill",
    needs: ["database"],
    params: {},
    lastsSeconds: 5,
    recoverSeconds: 5,
    unavailable: () => undefined,
    inject: () => Promise.reject(new Error("nothing is broken here")),
  } as const;
  const mistakesOf = (environment: Record<string, string>): readonly string[] => {
    const settings = settingsOf({ FAULT: "database-kill", ...environment });
    return chooseFaults(settings, [fault], withoutGivenDatabase(cast, settings)).mistakes.map(({ what }) => what);
  };
  expect(mistakesOf({})).toEqual([]);
  expect(mistakesOf({ DATABASE_URL: "postgres://127.0.0.1:1/x" })).toEqual([
    "FAULT: database-kill cannot break codebase: it has no database that this run starts",
  ]);
});

it("MCP_MESH_REGISTRY_URL is REGISTRY_URL, and the command line wins", () => {
  const read = (flags: [string, string][], environment: Record<string, string>): unknown =>
    readSettings({ flags, environment }).settings.REGISTRY_URL;
  const environment = { MCP_MESH_REGISTRY_URL: "http://127.0.0.1:1" };
  expect(read([], environment)).toEqual(["http://127.0.0.1:1"]);
  expect(read([["REGISTRY_URL", "http://127.0.0.1:2"]], environment)).toEqual(["http://127.0.0.1:2"]);
  expect(read([["MCP_MESH_REGISTRY_URL", "http://127.0.0.1:3"]], { REGISTRY_URL: "http://127.0.0.1:2" })).toEqual([
    "http://127.0.0.1:3",
  ]);
});

it("OPS-13: PIN=auto parts cores from four on, and says why it did not", () => {
  const { isPinned, why, generator, targets } = chooseCores("auto");
  const count = allowedCores().length;
  expect(isPinned).toBe(count >= 4);
  if (isPinned) expect(generator.split(",").length).toBe(Math.floor(count / 4));
  else expect(why).toMatch(/cores|core/);
  expect(isPinned ? targets.split(",").includes(generator) : targets === generator).toBe(!isPinned);
  expect(chooseCores("off")).toMatchObject({ isPinned: false, why: "PIN=off" });
});
