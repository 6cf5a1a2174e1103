/** A night's folder: nights/<UTC time>/ among the results, with its summary from the first second on, and what is pruned with it. */
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { projectDir } from "../lib/paths.ts";
import { stampOf } from "../run/folder.ts";
import { openSideFolder, type SideFolder } from "../run/side-folder.ts";

const parent = "nights";

/** `root` is the RESULTS setting, relative to the project. */
export function openNightFolder(root: string, now: Date): SideFolder {
  return openSideFolder(root, parent, stampOf(now));
}

/** A run of a night: no other verb names its folders so. */
const nightlyRun = /^(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ)-nightly-/;
const nightName = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ(-\d+)?$/;

/** Removes the folders of nights before the newest `keep`, and of their runs. Returns how many folders went. */
export function pruneNights(root: string, keep: number): number {
  const results = resolve(projectDir, root);
  const nightsDir = join(results, parent);
  if (!existsSync(nightsDir)) return 0;
  const nights = readdirSync(nightsDir)
    .filter((name) => nightName.test(name))
    .sort();
  const oldest = nights.at(-keep);
  if (oldest === undefined) return 0; // there are fewer than are kept
  const isOlder = (stamp: string): boolean => stamp < oldest;
  const gone = [
    ...nights.filter(isOlder).map((name) => join(nightsDir, name)),
    ...readdirSync(results)
      .filter((name) => isOlder(nightlyRun.exec(name)?.[1] ?? oldest))
      .map((name) => join(results, name)),
  ];
  for (const path of gone) rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  return gone.length;
}
