/** A file of results that stands beside the runs: proven writable before anything is measured, and never half written. */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { projectDir } from "../lib/paths.ts";
import { tryWriting } from "./folder.ts";

export interface ResultFile {
  /** As a person types it, from the project's root. */
  readonly shownPath: string;
  write(result: object): void;
}

/** `root` is the RESULTS setting, relative to the project. */
export function openResultFile(root: string, fileName: string): ResultFile {
  const folder = resolve(projectDir, root);
  const path = join(folder, fileName);
  const part = join(folder, `.${fileName}.${process.pid}`);
  tryWriting(folder, () => {
    if (!existsSync(folder)) mkdirSync(folder); // not recursive: Node never comes back from that below /proc
    writeFileSync(part, "");
    rmSync(part);
  });
  return {
    shownPath: relative(projectDir, path) || path,
    write(result) {
      writeFileSync(part, `${JSON.stringify(result, null, 2)}\n`);
      renameSync(part, path);
    },
  };
}
