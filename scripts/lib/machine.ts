/** What machine and which revision a result comes from. */
import { execFile } from "node:child_process";
import { cpus, release, totalmem, type } from "node:os";
import { promisify } from "node:util";
import { projectDir } from "./paths.ts";

export interface Machine {
  readonly system: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryMiB: number;
  readonly node: string;
}

export function describeMachine(): Machine {
  const all = cpus();
  return {
    system: `${type()} ${release()} ${process.arch}`,
    cpu: all[0]?.model.trim() ?? "unknown",
    cores: all.length,
    memoryMiB: Math.round(totalmem() / 2 ** 20),
    node: process.version,
  };
}

/** The commit, with `+changes` when the work tree differs from it; `null` outside a git checkout. */
export async function gitRevision(): Promise<string | null> {
  const git = promisify(execFile);
  try {
    const options = { cwd: projectDir, timeout: 3000 };
    const [{ stdout: commit }, { stdout: status }] = await Promise.all([
      git("git", ["rev-parse", "HEAD"], options),
      git("git", ["status", "--porcelain", "--untracked-files=no"], options),
    ]);
    return commit.trim() + (status.trim() === "" ? "" : "+changes");
  } catch {
    return null; // no git, or no checkout: an unpacked archive runs as well
  }
}
