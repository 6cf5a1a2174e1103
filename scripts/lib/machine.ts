/** What machine and which revision a result comes from. */
import { cpus, release, totalmem, type } from "node:os";
import { $ } from "zx";
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
  // a bash whose input is a socket, as zx gives it, may take itself for one of a remote login and read the start-up files of the user
  const git = $({ cwd: projectDir, stdio: ["ignore", "pipe", "pipe"], nothrow: true, quiet: true, timeout: "3s" });
  const [commit, status] = await Promise.all([
    git`git rev-parse HEAD`,
    git`git status --porcelain --untracked-files=no`,
  ]);
  if (!commit.ok || !status.ok) return null; // no git, or no checkout: an unpacked archive runs as well
  return commit.stdout.trim() + (status.stdout.trim() === "" ? "" : "+changes");
}
