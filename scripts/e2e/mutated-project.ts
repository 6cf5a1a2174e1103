/** A copy of the project with one thing in its sources changed: for limits that nothing from outside can turn red. */
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectDir } from "../lib/paths.ts";

interface MutatedProject extends Disposable {
  readonly path: string;
}

interface Mutation {
  /** Of the project. */
  readonly file: string;
  /** What stands there once, and what is to stand there instead. */
  readonly from: string;
  readonly to: string;
}

const copied = ["package.json", "scenarios", "scripts", "thresholds", "build/bundle.ts", "build/k6"] as const;
const shared = ["node_modules", "build/bin"] as const;

/** Removed when it is disposed. */
export function mutateProject({ file, from, to }: Mutation): MutatedProject {
  const path = mkdtempSync(join(tmpdir(), "mesh-load-mutated-"));
  for (const each of copied) cpSync(join(projectDir, each), join(path, each), { recursive: true });
  for (const each of shared) symlinkSync(join(projectDir, each), join(path, each));
  const before = readFileSync(join(path, file), "utf8");
  if (before.split(from).length !== 2) throw new Error(`${file} does not say "${from}" once`);
  writeFileSync(join(path, file), before.replace(from, to));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}
