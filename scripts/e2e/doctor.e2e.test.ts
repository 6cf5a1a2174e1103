/** OPS-03: each broken condition is told by `make doctor` with what, why and fix, and stops a run where it is looked at before one. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { freePort } from "../lib/ports.ts";
import { nodeCheck } from "../preflight/programs.ts";
import { type Given, type LoadRun, runLoad } from "./harness.ts";
import { serve } from "./serve.ts";

const folder = mkdtempSync(join(tmpdir(), "mesh-load-doctor-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const doctor = (settings: Given, through: readonly string[] = []): Promise<LoadRun> =>
  runLoad(settings, { verb: "doctor", through });

it("OPS-03, OPS-04: says ready where nothing is bad, names what was built from its pinned source, and starts nothing", async () => {
  using run = await doctor({});
  expect(run.stderr).toBe("");
  expect(run.stdout).toMatch(/^ok {4}k6 .+built from the source that build\/k6\/go\.sum pins$/m);
  expect(run.stdout).toMatch(/^ok {4}loopback/m);
  expect(run.stdout).toMatch(/\nready: \d+ ok, \d+ warn, 0 bad\n$/);
  expect(run.exitCode).toBe(0);
});

/** A run that was killed and whose program, here this test, still lives. */
function deadRun(): string {
  const results = join(folder, "dead");
  mkdirSync(join(results, "run"), { recursive: true });
  const owner = { pid: 2 ** 22, startTicks: 1 };
  const processes = [{ name: "left", pid: process.pid, startTicks: null, stopSignal: "SIGTERM" }];
  writeFileSync(join(results, "run", "running.json"), JSON.stringify({ owner, mark: "x", dataDir: folder, processes }));
  return results;
}

function fakeK6(): string {
  const path = join(folder, "k6");
  writeFileSync(path, "#!/bin/sh\necho 'k6 the npm package'\n");
  chmodSync(path, 0o755);
  return path;
}

function file(): string {
  const path = join(folder, "file");
  writeFileSync(path, "");
  return path;
}

const canUnshare = spawnSync("unshare", ["--net", "true"]).status === 0;

interface Row {
  readonly name: string;
  readonly settings?: () => Given;
  readonly through?: readonly string[];
  readonly says: RegExp;
  /** What `load` ends with, where it looks before it starts anything. */
  readonly loadCode?: number;
}

const rows: readonly Row[] = [
  { name: "a k6 that is none", settings: () => ({ K6_BIN: fakeK6() }), says: /bad {3}k6 .+is not k6/ },
  {
    name: "results that cannot be written",
    settings: () => ({ RESULTS: file() }),
    says: /bad {3}results .+it is a file/,
  },
  {
    name: "a dead run that needs healing",
    settings: () => ({ RESULTS: deadRun() }),
    says: /bad {3}dead runs .+left .process group \d+. of .+still runs.+fix: run `make heal`/,
  },
  {
    name: "a database that does not answer",
    settings: () => ({ DATABASE_URL: "postgres://me:secret@127.0.0.1:1/x" }),
    says: /bad {3}database .+127\.0\.0\.1:1 does not answer.+ECONNREFUSED/,
    loadCode: 1,
  },
  {
    name: "too few open files",
    settings: () => ({ CONCURRENT_USERS: "2000" }),
    through: ["prlimit", "--nofile=512:512"],
    says: /bad {3}open files .+may open 512 files, \d{4} users need \d{4}.+ulimit -n/,
    loadCode: 1,
  },
  {
    name: "cores that cannot be parted",
    settings: () => ({ PIN: "on" }),
    through: ["taskset", "--cpu-list", "0"],
    says: /bad {3}cores .+PIN=on cannot be done: there is only one core/,
    loadCode: 2,
  },
  { name: "a wrong setting", settings: () => ({ SCENARIO: "mash" }), says: /bad {3}settings .+nothing called "mash"/ },
  ...(canUnshare
    ? [{ name: "no loopback", through: ["unshare", "--net"], says: /bad {3}loopback .+ip link set lo up/, loadCode: 1 }]
    : []),
];

describe("OPS-03: bad is", () => {
  it.each(rows)("$name", async ({ settings = () => ({}), through = [], says, loadCode }) => {
    const given = settings();
    using run = await doctor(given, through);
    const line = run.stdout.split("\n").find((each) => says.test(each));
    expect(line, run.stdout).toMatch(/; why: .+; fix: ./);
    expect(run.stdout).toMatch(/\nnot ready: /);
    expect(run.stdout).not.toContain("secret");
    expect(run.exitCode).toBe(1);
    if (loadCode === undefined) return;
    using load = await runLoad(given, { through });
    expect(load.stderr).toMatch(/error: .+\n {2}why: .+\n {2}fix: /);
    expect([load.exitCode, load.runDir, load.recorded]).toEqual([loadCode, undefined, []]);
  });

  it("OPS-03: a port that is held, with who holds it", async () => {
    await using holder = await serve(() => ({ status: 200 }));
    const { port } = new URL(holder.url);
    using run = await doctor({ DASHBOARD_PORT: port });
    expect(run.stdout).toMatch(new RegExp(`bad {3}ports .+DASHBOARD_PORT=${port} .+\\(pid ${process.pid}\\)`));
    expect(run.exitCode).toBe(1);
    using free = await doctor({ DASHBOARD_PORT: String(await freePort()) });
    expect(free.exitCode).toBe(0);
  });

  it("an old Node", () => {
    expect(nodeCheck("v22.1.0").outcome).toBe("bad");
    expect(nodeCheck("v24.0.0").outcome).toBe("ok");
  });
});
