/** Finds the source files of a tree, sorted by path, so that a checkpoint is a path. */
import { access, constants, readdir, readFile, stat } from "node:fs/promises";
import { extname, isAbsolute, join } from "node:path";
import { isSource } from "./chunks.ts";

const extensions = new Set(
  "c cc cjs cpp cs css cts go h hpp java js jsx kt md mjs mts php proto py rb rs scala sh sql swift ts tsx".split(" "),
);
const skippedFolders = new Set(["node_modules", "__pycache__", "vendor"]);
const maxFileBytes = 256 * 1024;
const maxFiles = 20_000;

export function fileType(path: string): string {
  return extname(path).slice(1).toLowerCase();
}

/** One that we may read. */
export async function isFolder(path: string): Promise<boolean> {
  if (!isAbsolute(path) || path.includes("\0")) return false;
  const look = async (): Promise<boolean> => {
    await access(path, constants.R_OK | constants.X_OK);
    return (await stat(path)).isDirectory();
  };
  return look().catch(() => false);
}

/** Paths relative to the root, with forward slashes. Links are not followed: they may lead outside or round in circles. */
export async function listSources(root: string): Promise<string[]> {
  const found: string[] = [];
  const visit = async (folder: string): Promise<void> => {
    const entries = await readdir(join(root, folder), { withFileTypes: true });
    for (const entry of entries) {
      if (entry.name.startsWith(".")) continue;
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && !skippedFolders.has(entry.name)) await visit(path);
      else if (entry.isFile() && extensions.has(fileType(path))) found.push(path);
      if (found.length > maxFiles) throw new Error(`${root} holds more than ${maxFiles} source files`);
    }
  };
  await visit("");
  return found.sort();
}

/** `undefined` when it is too large, binary, minified or gone. */
export async function readSource(path: string): Promise<string | undefined> {
  try {
    const bytes = await readFile(path);
    if (bytes.length > maxFileBytes) return undefined;
    const text = bytes.toString("utf8");
    return isSource(text) ? text : undefined;
  } catch {
    return undefined; // removed since it was listed, or not ours to read
  }
}
