/** What a person would see of the pages, kept where CI takes it from: not in the project, and made anew by each test. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { projectDir } from "../lib/paths.ts";

/** Path of a picture; its folder is there. */
export function screenshotPath(name: string): string {
  const folder = join(projectDir, "build/dist/screenshots");
  mkdirSync(folder, { recursive: true });
  return join(folder, `${name}.png`);
}
