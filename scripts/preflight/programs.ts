/** Checks of the programs a run is made of: Node, k6 from its real source, toxiproxy, and tools some things need. */
import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import type { Settings } from "#contract/settings";
import { chooseCores, isOnPath } from "../lib/cores.ts";
import { builtToxiproxy, goSumK6 } from "../lib/paths.ts";
import { Problem } from "../lib/problem.ts";
import { readCalibration } from "../run/calibration-file.ts";
import { findK6, pinnedVersion } from "../run/k6-binary.ts";
import { generatorSurroundings } from "../run/surroundings.ts";
import { bad, type Check, ok, warn } from "./check.ts";

export async function programChecks(settings: Settings): Promise<readonly Check[]> {
  return [
    nodeCheck(),
    await k6Check(settings.K6_BIN),
    ...(await calibrationCheck(settings)),
    toxiproxyCheck(),
    toolsCheck(),
    cgroupCheck(),
  ];
}

const leastNode = 24;

export function nodeCheck(version = process.version): Check {
  if (Number.parseInt(version.slice(1), 10) >= leastNode) return ok("node", version);
  return bad("node", {
    what: `Node is ${version}`,
    why: `the suite is TypeScript that Node ${leastNode} runs as it is`,
    fix: "start verbs with make, which uses the Node it installed, or install Node 24",
  });
}

async function k6Check(k6Bin: string | undefined): Promise<Check> {
  try {
    const { path, version } = await findK6(k6Bin);
    const pinned = pinnedVersion();
    const what = `k6 ${version} at ${path}`;
    if (isFromSource(path)) return ok("k6", `${what}, built from the source that build/k6/go.sum pins`);
    return warn("k6", {
      what: `${what} does not carry the checksum of go.k6.io/k6/v2 ${pinned}`,
      why: "it is an official archive, another version or somebody's own build; results may differ from those of others",
      fix: "leave K6_BIN out and run `make setup` where there is Go 1.26, or mind it when comparing",
    });
  } catch (error) {
    if (error instanceof Problem && error.texts[0] !== undefined) return bad("k6", error.texts[0]);
    throw error;
  }
}

/** Nothing where another check says that there is no k6, or that cores cannot be had. */
async function calibrationCheck({ K6_BIN, PIN, RESULTS }: Settings): Promise<readonly Check[]> {
  try {
    const { limits, date, missing } = readCalibration(
      RESULTS,
      generatorSurroundings(await findK6(K6_BIN), chooseCores(PIN)),
    );
    const when = `k6 is late from ${limits.cores.toFixed(2)} cores or ${limits.runDelay.toFixed(2)} s/s of waiting`;
    if (missing === undefined) return [ok("calibration", `${when}, measured here on ${date?.slice(0, 10)}`)];
    return [
      warn("calibration", {
        what: `when k6 is late on this machine is not known: ${missing}`,
        why: `runs judge their generator by what two shared cores bore: ${when}`,
        fix: "run `make calibrate` while the machine has nothing else to do; it takes about a minute",
      }),
    ];
  } catch (error) {
    if (error instanceof Problem) return [];
    throw error;
  }
}

/** Go writes the checksum of every module into what it builds. */
function isFromSource(path: string): boolean {
  const sum = /^go\.k6\.io\/k6\/v2 v\S+ (h1:\S+)$/m.exec(readFileSync(goSumK6, "utf8"))?.[1];
  return sum !== undefined && readFileSync(path).includes(sum);
}

function toxiproxyCheck(): Check {
  if (existsSync(builtToxiproxy)) return ok("toxiproxy", "built");
  return warn("toxiproxy", {
    what: "toxiproxy is not built",
    why: "faults of the network stand in it",
    fix: "`make fault` builds it, with Go 1.26",
  });
}

const tools = { taskset: "PIN needs it", prlimit: "faults that limit files and memory need it" } as const;

function toolsCheck(): Check {
  const missing = Object.entries(tools).filter(([name]) => !isOnPath(name));
  if (missing.length === 0) return ok("tools", Object.keys(tools).join(", "));
  return warn("tools", {
    what: `${missing.map(([name]) => name).join(", ")} not installed`,
    why: missing.map(([name, why]) => `${name}: ${why}`).join(", "),
    fix: "install util-linux",
  });
}

function cgroupCheck(): Check {
  const root = "/sys/fs/cgroup";
  try {
    accessSync(`${root}/cgroup.controllers`, constants.R_OK);
    accessSync(root, constants.W_OK);
    return ok("cgroup", "control groups of version 2 can be made");
  } catch {
    return warn("cgroup", {
      what: `no control group can be made below ${root}`,
      why: "a quota of CPU time is then made with signals, which is coarser",
      fix: "run as root on a system with cgroup version 2, or live with it",
    });
  }
}
