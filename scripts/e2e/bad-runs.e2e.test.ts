/** `make report` and `make compare` on folders that no run could have left so: refused with what, why and fix, and nothing is written. */
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Gate, notEnded } from "#contract/verdict";
import { projectDir } from "../lib/paths.ts";
import { verdictOf, writeSampleRun } from "../report/sample-folder.ts";

const results = mkdtempSync(join(tmpdir(), "mesh-load-bad-runs-"));
const whole = join(results, "2026-11-21T09-00-00Z-load-mesh");

beforeAll(() => {
  mkdirSync(whole);
  writeSampleRun(whole, verdictOf());
});
afterAll(() => rmSync(results, { recursive: true }));

interface Said {
  readonly code: number;
  readonly stderr: string;
}

async function run(verb: string, ...settings: readonly string[]): Promise<Said> {
  const words = [`scripts/${verb}.ts`, `RESULTS=${results}`, ...settings];
  return new Promise((resolve) =>
    execFile(process.execPath, words, { cwd: projectDir }, (error, _, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stderr }),
    ),
  );
}

const path = (folder: string, file: string): string => join(folder, file);
const cut = (file: string, share: number) => (folder: string) => {
  const text = readFileSync(path(folder, file), "utf8");
  writeFileSync(path(folder, file), text.slice(0, text.length * share));
};
const gone = (file: string) => (folder: string) => rmSync(path(folder, file));
const replaced = (file: string, from: string | RegExp, to: string) => (folder: string) =>
  writeFileSync(path(folder, file), readFileSync(path(folder, file), "utf8").replace(from, to));
const judged = (change: object) => (folder: string) =>
  writeFileSync(path(folder, "verdict.json"), JSON.stringify({ ...verdictOf(), ...change }));

function gates(change: (gate: Gate) => Partial<Gate>): (folder: string) => void {
  return judged({ gates: verdictOf().gates.map((gate) => ({ ...gate, ...change(gate) })) });
}

const spoiled: readonly (readonly [string, (folder: string) => void, string])[] = [
  ["without its verdict", gone("verdict.json"), "has no verdict.json"],
  ["with half a verdict", cut("verdict.json", 0.5), "verdict.json: it is not JSON"],
  ["with half a summary", cut("summary.json", 0.5), "summary.json: it is not JSON"],
  ["with half of its settings", cut("config.json", 0.5), "config.json: it is not JSON"],
  [
    "without its summary",
    gone("summary.json"),
    "search.query@external/steady/p95 observed 12.5, but there is no summary",
  ],
  ["without its timeline", gone("timeline.ndjson"), "timeline.ndjson does not say when the load began"],
  ["cut in the middle of a line", replaced("series.ndjson", /"vus.*\n/, ""), "series.ndjson line 1: it is not JSON"],
  ["of a newer suite", judged({ schemaVersion: 9 }), "has schema version 9, this suite reads 1"],
  ["of a killed run", judged({ reasons: [notEnded], gates: [] }), "has not ended: it was killed, or goes on"],
  ["edited to pass", judged({ verdict: "PASS", exitCode: 0 }), "verdict.json is PASS, but the gate"],
  ["with a gate edited to pass", gates(() => ({ ok: true })), "errorRate is met, but observed 0.05 against 0.01"],
  [
    "with a better number",
    gates(({ observed }) => ({ observed: observed && observed / 2 })),
    "but summary.json has 12.5",
  ],
  [
    "with fewer failures",
    replaced("summary.json", '"failed":50', '"failed":0'),
    "0 failed, but its classes of errors are 50",
  ],
  [
    "with a word for a number",
    replaced("resources.csv", ",20480,", ",much,"),
    'resources.csv line 2: "much" is no number',
  ],
  [
    "with another kind of number",
    replaced("series.ndjson", '"requests":20', '"requests":-1'),
    "roles.search.requests: Too small",
  ],
];

function spoiledCopy(name: string, spoil: (folder: string) => void): string {
  const folder = join(results, name.replaceAll(" ", "-"));
  cpSync(whole, folder, { recursive: true });
  spoil(folder);
  return folder;
}

function expectRefused(said: Said, what: string): void {
  expect(said).toMatchObject({ code: 2, stderr: expect.stringContaining(what) });
  expect(said.stderr).toMatch(/^error: (RUN|HEAD): .+\n {2}why: .+\n {2}fix: .+\n$/);
}

describe.concurrent("a run's folder", () => {
  it.each(spoiled)("%s is refused by report", async (name, spoil, what) => {
    const folder = spoiledCopy(`report ${name}`, spoil);
    const before = readdirSync(folder);
    expectRefused(await run("report", `RUN=${folder}`), what);
    expect(readdirSync(folder)).toEqual(before);
  });

  const some = ["with half a summary", "of a newer suite", "of a killed run", "with a better number"];
  it.each(spoiled.filter(([name]) => some.includes(name)))("%s is refused by compare", async (name, spoil, what) => {
    const folder = spoiledCopy(`compare ${name}`, spoil);
    expectRefused(await run("compare", `BASE=${whole}`, `HEAD=${folder}`), what);
  });

  it("that is not there, or no folder, is refused", async () => {
    expect(await run("report", "RUN=none")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no run "none"'),
    });
    const file = join(whole, "verdict.json");
    expect(await run("report", `RUN=${file}`)).toMatchObject({ code: 2, stderr: expect.stringContaining("no folder") });
  });

  it("that broke before it had numbers is reported as what it is, and not compared", async () => {
    const folder = join(results, "broke");
    mkdirSync(folder);
    writeSampleRun(folder, verdictOf({ gates: [], reasons: ["mcp-mesh died at its start"] }));
    rmSync(path(folder, "summary.json"));
    expect(await run("report", `RUN=${folder}`)).toMatchObject({ code: 0 });
    const page = readFileSync(path(folder, "report.html"), "utf8");
    expect(page).toContain("mcp-mesh died at its start");
    const compared = await run("compare", `BASE=${whole}`, `HEAD=${folder}`);
    expect(compared).toMatchObject({ code: 2, stderr: expect.stringContaining("left no summary.json: mcp-mesh died") });
  });
});
