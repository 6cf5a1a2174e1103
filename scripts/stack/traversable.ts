/** Lets the user that PostgreSQL runs as, when we are root, reach a folder of ours below the system's temporary folder. */
import { chmodSync, realpathSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname } from "node:path";

/** "nobody", a user without rights of its own. */
export const strangerId = 65_534;

/** Opens the way to it, not what is in it: who may pass through still cannot list. */
export function openForStrangers(path: string): void {
  const top = realpathSync(tmpdir());
  for (let folder = realpathSync(path); folder.startsWith(`${top}/`); folder = dirname(folder)) {
    const { mode } = statSync(folder);
    if ((mode & 0o001) === 0) chmodSync(folder, (mode & 0o777) | 0o011);
  }
}

/** Whether every user can get to it. */
export function isTraversable(path: string): boolean {
  const isOpen = (statSync(path).mode & 0o001) !== 0;
  return isOpen && (dirname(path) === path || isTraversable(dirname(path)));
}
