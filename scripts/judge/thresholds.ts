/** Loads every threshold file: adding one is adding a file. */
import { readdirSync } from "node:fs";
import type { Threshold } from "#contract/threshold";

const folder = new URL("../../thresholds/", import.meta.url);

export async function loadThresholds(): Promise<readonly Threshold[]> {
  const files = readdirSync(folder).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
  const loaded = await Promise.all(
    files
      .sort()
      .map(
        async (file) => ((await import(new URL(file, folder).href)) as { thresholds: readonly Threshold[] }).thresholds,
      ),
  );
  return loaded.flat();
}
