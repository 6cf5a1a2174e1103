/** Checks of what the machine has for a run: cores, memory, open files. */
import { readFileSync } from "node:fs";
import type { Settings } from "#contract/settings";
import { allowedCores, chooseCores } from "../lib/cores.ts";
import { Problem } from "../lib/problem.ts";
import type { Cast } from "../run/choice.ts";
import { mostUsers } from "../run/users.ts";
import { bad, type Check, ok, warn } from "./check.ts";

export function machineChecks(settings: Settings, cast: readonly Cast[]): readonly Check[] {
  const users = mostUsers(cast, settings);
  return [coresCheck(settings.PIN), memoryCheck(users), openFilesCheck(users)];
}

function coresCheck(pin: Settings["PIN"]): Check {
  try {
    const { isPinned, why, generator, targets } = chooseCores(pin);
    if (isPinned) return ok("cores", `generator on ${generator}, targets on ${targets}`);
    return warn("cores", {
      what: `generator and targets share ${allowedCores().length || "all"} cores (${why})`,
      why: "each takes time from the other, so a capacity found here is indicative only",
      fix: "PIN=on gives each its own where there are two, or use a machine with four",
    });
  } catch (error) {
    if (error instanceof Problem && error.texts[0] !== undefined) return bad("cores", error.texts[0]);
    throw error;
  }
}

/** `make bench` measured some 0.43 MiB a user (results/bench.json), here doubled; its connection costs the target, too. */
const userMiB = 1;
/** For k6 and the targets without users: a guess, which is why this only warns. */
const baseMiB = 700;

function memoryCheck(users: number): Check {
  const hasMiB = Math.floor(process.availableMemory() / 2 ** 20);
  const needsMiB = baseMiB + users * userMiB;
  if (hasMiB >= needsMiB) return ok("memory", `${hasMiB} MiB available, ${users} users need some ${needsMiB}`);
  return warn("memory", {
    what: `${hasMiB} MiB of memory are available, ${users} users and the targets need some ${needsMiB}`,
    why: "a machine that swaps or kills measures nothing but that",
    fix: "end other programs, or use a smaller PROFILE or CONCURRENT_USERS",
  });
}

/** k6's own: dashboard, log, libraries; and connections that are being closed while new ones open. */
const spareFiles = 200;

export function openFilesCheck(users: number): Check {
  const limit = openFileLimit();
  const needed = spareFiles + users;
  if (limit === undefined) return ok("open files", "this system does not tell the limit");
  if (limit >= needed) return ok("open files", `at most ${limit}, ${users} users need ${needed}`);
  return bad("open files", {
    what: `a process may open ${limit} files, ${users} users need ${needed}`,
    why: "each user holds a connection, and those beyond the limit would fail as if the target had refused them",
    fix: `raise it (ulimit -n ${needed}), or use a smaller PROFILE, CONCURRENT_USERS or REQUEST_RATE`,
  });
}

/** Node raises its soft limit to the hard one, and so does Go: the hard one counts. */
function openFileLimit(): number | undefined {
  try {
    const [, hard = ""] = /^Max open files\s+\S+\s+(\S+)/m.exec(readFileSync("/proc/self/limits", "utf8")) ?? [];
    return hard === "unlimited" ? Number.POSITIVE_INFINITY : Number(hard);
  } catch {
    return undefined; // no /proc on this platform
  }
}
