/** The generated trees that search systems are measured on, made once a machine and kept outside git. */
import { join } from "node:path";
import { projectDir } from "../../lib/paths.ts";
import type { TreeSpec } from "./source-tree.ts";

/** Where trees stay from one run to the next. */
export const treeCache = join(projectDir, "node_modules/.cache/mesh-load-trees");

/** Ten projects in one tree: its top folders, each of which can also be indexed by itself. */
const projectFolders = Array.from({ length: 10 }, (_, index) => `project-${String(index + 1).padStart(2, "0")}`);

/** Specs by name. The tenants have no word in common but those of the languages. */
export const trees = {
  "ten-thousand": { seed: 1, files: 10_000, vocabulary: "ordinary", folders: projectFolders },
  "tenant-a": { seed: 2, files: 500, vocabulary: "tenant-a", folders: ["src"] },
  "tenant-b": { seed: 3, files: 500, vocabulary: "tenant-b", folders: ["src"] },
} as const satisfies { readonly [name: string]: TreeSpec };
