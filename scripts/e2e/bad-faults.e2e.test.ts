/** Faults that cannot be what was asked for stop before anything is started: exit code 2, with what, why and fix. */
import { describe, expect, it } from "vitest";
import { type Given, runLoad } from "./harness.ts";

const nowhere = "http://127.0.0.1:1";

const rows: readonly { readonly name: string; readonly settings: Given; readonly says: RegExp }[] = [
  { name: "no fault", settings: {}, says: /FAULT is not given[\s\S]*freeze, kill/ },
  { name: "what is no fault", settings: { FAULT: "Kill!" }, says: /"Kill!" is not name:param=value/ },
  { name: "an unknown fault", settings: { FAULT: "kil" }, says: /there is no fault "kil"[\s\S]*use one of .*kill/ },
  {
    name: "an unknown parameter",
    settings: { FAULT: "kill:how=hard" },
    says: /kill has no parameter "how"[\s\S]*use one of target, for, recover/,
  },
  {
    name: "a value out of range",
    settings: { FAULT: "kill:for=0.5" },
    says: /for=0\.5 is not a number from 3 to 3600 \(s/,
  },
  {
    name: "a run that is shorter than its fault needs",
    settings: { SCENARIO: "registry", FAULT: "freeze:for=10", DURATION: "20s" },
    says: /DURATION=20s is shorter than the fault needs: .* 8 s during, 5 s recovering[\s\S]*give DURATION=25s or more/,
  },
  {
    name: "an older target, which nothing is compared with",
    settings: { FAULT: "freeze", BASELINE_TARGET: "mcp-mesh" },
    says: /BASELINE_TARGET is given to fault, which compares nothing/,
  },
  { name: "a value that is no number", settings: { FAULT: "delay:ms=slow" }, says: /ms=slow is not a number/ },
  {
    name: "a target that is not under load",
    settings: { SCENARIO: "registry", FAULT: "kill:target=codebase" },
    says: /nothing called "codebase" is under load[\s\S]*mcp-mesh/,
  },
  {
    name: "a fault of a process that this run does not start",
    settings: { SCENARIO: "registry", REGISTRY_URL: nowhere, FAULT: "freeze" },
    says: /freeze cannot break external: this run does not start it/,
  },
  {
    name: "a fault of a database where there is none",
    settings: { SCENARIO: "registry", FAULT: "database-kill" },
    says: /database-kill cannot break mcp-mesh: it has no database that this run starts/,
  },
  {
    name: "a fault of a file where there is none",
    settings: { SCENARIO: "search", FAULT: "corrupt-store" },
    says: /corrupt-store cannot break codebase: it does not store in a file/,
  },
  {
    name: "two faults on one thing",
    settings: { FAULT: "kill:target=mcp-mesh;freeze:target=mcp-mesh" },
    says: /two faults break mcp-mesh/,
  },
  {
    name: "several mistakes at once",
    settings: { FAULT: "kil;freeze:target=nobody" },
    says: /there is no fault "kil"[\s\S]*nothing called "nobody"/,
  },
];

describe("fault refuses", () => {
  it.each(rows)("$name", async ({ settings, says }) => {
    using run = await runLoad(settings, { verb: "fault" });
    expect(run.stderr).toMatch(says);
    expect(run.stderr).toMatch(/error: .+\n {2}why: .+\n {2}fix: /);
    expect(run.exitCode).toBe(2);
    expect(run.runDir).toBeUndefined();
    expect(run.recorded).toEqual([]);
  });

  it("to be asked of load", async () => {
    using run = await runLoad({ FAULT: "kill" });
    expect(run.stderr).toMatch(/FAULT is given to load, which breaks nothing[\s\S]*make fault/);
    expect(run.exitCode).toBe(2);
  });
});
