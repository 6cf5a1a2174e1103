/** A trip: a fault that must turn named gates red, and no other target's. One file here holds the trips of one system. */
import { readdirSync } from "node:fs";
import type { ProfileName } from "#contract/profiles";

export interface Trip {
  readonly scenario: string;
  /** `load` when not given. */
  readonly profile?: ProfileName;
  /** As FAULT takes it, its target included. */
  readonly fault: string;
  /** The system it breaks: gates of all others must stay green. */
  readonly target: string;
  /** Gates it must turn red while it is on, as `<operation>/<metric>`. */
  readonly red: readonly string[];
}

const folder = new URL("./", import.meta.url);

export async function loadTrips(): Promise<readonly Trip[]> {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && file !== "trip.ts")
    .sort();
  const loaded = await Promise.all(
    files.map(async (file) => ((await import(new URL(file, folder).href)) as { trips: readonly Trip[] }).trips),
  );
  return loaded.flat();
}
