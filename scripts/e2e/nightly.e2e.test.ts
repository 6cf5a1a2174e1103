/** `make nightly` through its front door, its history in a real PostgreSQL, and its page in a real browser. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exitCodes } from "#contract/verdict";
import { openHistory } from "../history/history.ts";
import type { HistoryRecord } from "../history/record.ts";
import { sampleHistory, sampleRecord } from "../history/sample-history.ts";
import { writeHistory } from "../history/write-history.ts";
import { projectDir } from "../lib/paths.ts";
import { createProcesses } from "../lib/processes.ts";
import { waitFor } from "../lib/waiting.ts";
import type { NightOutcome } from "../nightly/outcome.ts";
import { fileSchema as historyLine } from "../schemas/history.ts";
import { mistakesIn } from "../schemas/mistakes.ts";
import { fileSchema as night } from "../schemas/night.ts";
import { startPostgres } from "../stack/postgres.ts";
import { findChromium, openPage } from "./chromium.ts";

let results: string;
beforeAll(() => {
  results = mkdtempSync(join(tmpdir(), "mesh-load-nightly-"));
});
afterAll(() => rmSync(results, { recursive: true, force: true, maxRetries: 5 }));

describe("make nightly", () => {
  it("REP-12: goes on after a part that fails, remembers every part, and is as red as the worst", async ({
    signal,
  }) => {
    const given = ["PART=registry-growth/services-100", "BUDGET=60s", "DURATION_SCALE=0.05", `RESULTS=${results}`];
    const child = spawn(process.execPath, ["scripts/nightly.ts", ...given], {
      cwd: projectDir,
      stdio: ["ignore", "pipe", "pipe"],
      signal,
      killSignal: "SIGTERM",
    });
    const [stdout, stderr] = [text(child.stdout), text(child.stderr)];
    const closed = new Promise<number | null>((done) => child.once("close", done));
    await killTargetOfFirstRun();
    const exitCode = await closed;

    expect(await stderr).toMatch(
      /^ +1 {2}registry-growth\/services-100 .+ never ran\n.+\n2 parts, about \d+ s of a budget of 1 min\n/s,
    );
    const [id = ""] = readdirSync(join(results, "nights"));
    const outcome = readJson<NightOutcome>(join(results, "nights", id, "night.json"));
    expect(outcome.outcomes.map(({ part, verdict }) => `${part} ${verdict}`)).toEqual([
      "registry-growth/services-100 FAIL",
      "registry-growth/services-100@reference-registry PASS",
    ]);
    expect(exitCode).toBe(exitCodes.fail);
    expect(await stdout).toMatch(/\nFAIL {2}1 PASS, 1 FAIL, 0 INVALID of 2 runs {2}/);

    for (const [schema, path] of [
      [night, join("nights", id, "night.json")],
      [historyLine, "history.ndjson"],
    ] as const) {
      expect(mistakesIn(schema.schema, schema.file, readText(join(results, path)))).toEqual([]);
    }
    const { records } = await openHistory({ HISTORY: undefined, RESULTS: results }).read();
    expect(records.map(({ part, verdict }) => `${part} ${verdict}`)).toEqual(
      outcome.outcomes.map(({ part, verdict }) => `${part} ${verdict}`),
    );
    expect(records[1]?.gates.map(({ metric }) => metric)).toContain("rssRiseKib");
    for (const { run } of records) expect(existsSync(join(results, run ?? "", "report.html"))).toBe(true);
    expect(readFileSync(join(results, "history.md"), "utf8")).toContain(
      "registry-growth/services-100@reference-registry",
    );
    expect(readFileSync(join(results, "nights", id, "night.md"), "utf8")).toMatch(/^# FAIL \(exit code 99\)/);
  });

  it("calibrates the generator first where nobody did, of a night that is long enough for it", async ({ signal }) => {
    const own = join(results, "long");
    const given = ["PART=registry-growth/services-100", "DURATION_SCALE=30", `RESULTS=${own}`];
    const child = spawn(process.execPath, ["scripts/nightly.ts", ...given], {
      cwd: projectDir,
      stdio: ["ignore", "ignore", "pipe"],
      signal,
      killSignal: "SIGTERM",
    });
    let said = "";
    let isAsked = false; // a second Ctrl-C ends it at once
    child.stderr.on("data", (chunk: Buffer) => {
      said += chunk;
      if (isAsked || !said.includes("calibrating the generator first: nobody measured it")) return;
      isAsked = child.kill("SIGINT");
    });
    const exitCode = await new Promise<number | null>((done) => child.once("close", done));
    expect(exitCode, said).toBe(exitCodes.interrupted);
    expect(existsSync(join(own, "nights"))).toBe(false);
  });

  it("refuses what it would ignore, and a budget that leaves nothing", () => {
    const nightly = (...words: readonly string[]): string => {
      const { status, stderr } = spawnSync(process.execPath, ["scripts/nightly.ts", ...words, `RESULTS=${results}`], {
        cwd: projectDir,
        encoding: "utf8",
      });
      expect(status).toBe(exitCodes.usage);
      return stderr;
    };
    expect(nightly("PROFILE=smoke", "FAULT=kill")).toContain("PROFILE and FAULT given to nightly");
    expect(nightly("PART=registry-growth/services-100", "BUDGET=1s")).toContain(
      "BUDGET=1s is less than any part takes",
    );
  });

  it("HISTORY: keeps the history in a PostgreSQL, and says what is wrong with one without its password", async ({
    signal,
  }) => {
    const dataDir = mkdtempSync(join(tmpdir(), "mesh-load-history-"));
    try {
      const unreachable = await useDatabase(dataDir, signal);
      const error = await unreachable.read().then(
        () => "read",
        ({ message }: Error) => message,
      );
      expect(error).toMatch(
        /HISTORY: table mesh_load_history of postgres:\/\/127\.0\.0\.1:\d+\/postgres cannot be used/,
      );
      expect(error).not.toContain("postgres:postgres");
    } finally {
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
    }
  });
});

/** Once it is under load: a system that dies then has failed. */
async function killTargetOfFirstRun(): Promise<void> {
  const pid = await waitFor(
    () => {
      const run = readdirSync(results).find((name) => name.includes("-nightly-registry"));
      const began = run !== undefined && readText(join(results, run, "timeline.ndjson")).includes('"load-began"');
      if (!began) return undefined;
      const running = JSON.parse(readText(join(results, run, "running.json"))) as {
        readonly processes: readonly { readonly name: string; readonly pid: number }[];
      };
      return running.processes.find(({ name }) => name === "mcp-mesh")?.pid;
    },
    { deadlineMs: 20_000 },
  );
  process.kill(pid ?? Number.NaN, "SIGKILL");
}

/** Writes and reads a history in a database that is gone when this returns. */
async function useDatabase(dataDir: string, signal: AbortSignal): Promise<ReturnType<typeof openHistory>> {
  await using processes = createProcesses(dataDir);
  const { url } = await startPostgres({ processes, name: "history", dataDir, signal });
  const history = openHistory({ HISTORY: url, RESULTS: results });
  expect(await history.read()).toEqual({ records: [], unreadable: 0 });
  const odd = sampleRecord(1, { verdict: "FAIL", reason: "a 'quote', a \\ and a \n line" });
  for (const record of [sampleRecord(0), odd]) await history.append(record);
  expect(await history.read()).toEqual({ records: [sampleRecord(0), odd], unreadable: 0 });
  await history.append({ ...sampleRecord(2), schemaVersion: 2 as never });
  await expect(history.read()).rejects.toThrow(/schema version 2, this suite reads 1/);
  return history;
}

const chromium = findChromium();
const reason = chromium === undefined ? " (skipped: no chromium, google-chrome or CHROME_BIN here)" : "";

describe.skipIf(chromium === undefined)(`history.html in a browser${reason}`, () => {
  it("REP-12: shows what changed and every trend, asks for nothing, and runs nothing", () => {
    const hostile = '<img src="http://127.0.0.1:9/x.png"><script>document.title="ran"</script>';
    const records: readonly HistoryRecord[] = [
      ...sampleHistory(),
      ...sampleHistory({ part: hostile, reason: hostile }),
    ];
    const page = join(projectDir, writeHistory(results, { records, unreadable: 0 }));
    const { dom, console, requests } = openPage(chromium ?? "", `file://${page}`, { width: 1200, picture: "history" });
    expect(dom.match(/<svg class="spark"/g)).toHaveLength(4); // two trends, and the change in each
    expect(dom).toContain("aaaaaaaaaa to bbbbbbbbbb");
    expect(dom).toContain("<title>History of nightly runs</title>");
    expect({ console, requests }).toEqual({ console: [], requests: [] });
    writeFileSync(page, dom.replace("</main>", `${hostile}</main>`)); // it would notice, and the policy stops it
    const tampered = openPage(chromium ?? "", `file://${page}`, { width: 1200 });
    expect(tampered.console.join()).toMatch(/Content Security Policy/);
    expect(tampered.dom).not.toContain("<title>ran</title>");
  });
});

function readText(path: string): string {
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, "utf8")) as T;
}
