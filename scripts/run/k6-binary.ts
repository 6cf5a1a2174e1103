/** Finds the k6 to run and proves that it is one, of the version the suite was written for. */
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { promisify } from "node:util";
import { builtK6, goModK6 } from "../lib/paths.ts";
import { messageOf, Problem } from "../lib/problem.ts";

export interface K6Binary {
  readonly path: string;
  readonly version: string;
}

/** The version that build/k6/go.mod pins. */
export function pinnedVersion(): string {
  const version = /go\.k6\.io\/k6\/v2 v(\d+\.\d+\.\d+)/.exec(readFileSync(goModK6, "utf8"))?.[1];
  if (version === undefined) throw new Error(`${goModK6} does not pin go.k6.io/k6/v2`);
  return version;
}

/** `K6_BIN`, or the one that `make` built. A k6 on PATH is never used: nobody knows what it is. */
export async function findK6(k6Bin: string | undefined): Promise<K6Binary> {
  const path = k6Bin ?? builtK6;
  const pinned = pinnedVersion();
  if (k6Bin === undefined && !existsSync(path)) {
    throw new Problem("broken", {
      what: "k6 is not built yet",
      why: "it is what puts the load on",
      fix: "run `make setup`",
    });
  }
  const said = await askVersion(path);
  const version = /^k6(?:\.exe)? v(\d+\.\d+\.\d+)\S* \(.*go\d/m.exec(said)?.[1];
  if (version === undefined) {
    throw notUsable(
      `${path} is not k6: asked for its version it said "${said.trim().slice(0, 200)}"`,
      "other programs are called k6 too, npm packages among them",
    );
  }
  if (version.split(".")[0] !== pinned.split(".")[0]) {
    throw notUsable(
      `${path} is k6 ${version}, this suite needs ${pinned.split(".")[0]}.x`,
      "options and exit codes differ between major versions",
    );
  }
  return { path, version };
}

/** Without a shell in between, and with an empty environment: nothing of the user's speaks along. */
async function askVersion(path: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(path, ["version"], { timeout: 1500, killSignal: "SIGKILL", env: {} });
    return stdout;
  } catch (error) {
    throw notUsable(`${path} cannot be run: ${messageOf(error)}`, "without k6 there is no load");
  }
}

function notUsable(what: string, why: string): Problem {
  return new Problem("usage", {
    what,
    why,
    fix: `leave K6_BIN out to use the k6 ${pinnedVersion()} that \`make setup\` builds, or point it at a real k6`,
  });
}
