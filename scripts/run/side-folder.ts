/** Folders among the results that are no runs: of comparisons and of nights. */
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { projectDir } from "../lib/paths.ts";
import { makeFolder, tryWriting } from "./folder.ts";

export interface SideFolder {
  readonly id: string;
  /** As a person types it, from the project's root. */
  readonly shownPath: string;
  /** Whole or not at all. */
  write(name: string, content: string): void;
}

/** `<parent>/<name>/` under RESULTS, of which `root` is the setting: relative to the project. */
export function openSideFolder(root: string, parent: string, name: string): SideFolder {
  const results = resolve(projectDir, root);
  const path = tryWriting(results, () => {
    if (!existsSync(results)) mkdirSync(results); // not recursive: Node never comes back from that below /proc
    return makeFolder(join(results, parent), name);
  });
  return {
    id: basename(path),
    shownPath: `${relative(projectDir, path) || path}/`,
    write(file, content) {
      const part = join(path, `.${file}.part`);
      writeFileSync(part, content);
      renameSync(part, join(path, file));
    },
  };
}
