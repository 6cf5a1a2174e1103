/** A trip: what must turn named gates red, and no other target's. One file here holds the trips of one system. */
import { readdirSync } from "node:fs";
import type { Baseline } from "#contract/baseline";
import type { ProfileName } from "#contract/profiles";
import { type ResourceThreshold, resourceMetrics } from "#contract/resource-threshold";
import type { Settings } from "#contract/settings";
import { resourceOperation } from "../judge/resource-gates.ts";
import type { StartTrouble } from "../run/starts.ts";

interface Claim {
  readonly scenario: string;
  /** `load` when not given. */
  readonly profile?: ProfileName;
  /** The system it breaks or misuses: gates of all others must stay green. */
  readonly target: string;
  /** Gates it must turn red, as `<operation>/<metric>`. */
  readonly red: readonly string[];
  /** Rows of the requirements it is the trip of: a gate of each must turn red. */
  readonly rows: readonly string[];
  /** Of all its runs; that of all trips when not given. */
  readonly durationScale?: number;
  /** Before it a baseline is recorded under the same load, of so many runs, and it is held against that. */
  readonly baselineRuns?: number;
  /** So much longer answers take in all its runs, the baseline's too: what is made worse is then more than k6 is late. */
  readonly awayMs?: number;
  /** Of those gates, the ones that stay red afterwards: what a process took it may keep. */
  readonly lasting?: readonly string[];
  /** What all its runs are told besides. */
  readonly settings?: Partial<Pick<Settings, "CONCURRENT_USERS" | "REQUEST_RATE" | "SEARCH_DIALECT">>;
}

/** Something is broken while the load is on: green before, red meanwhile, green after. */
export interface FaultTrip extends Claim {
  /**
   * As FAULT takes it, its target included; several separated by `;`. `ms=baseline/5` is a fifth of what its baseline
   * says of the first of its rows.
   */
  readonly fault: string;
  /** Broken as well, and not judged: what the gates are about is how others fare beside it. */
  readonly beside?: string;
}

/** A whole run is judged at once, as memory and starts are: green as the profile says, red in a second run that is misused. */
export interface MisuseTrip extends Claim {
  readonly misuse: Misuse;
}

export interface Misuse {
  /** In a few words. */
  readonly about: string;
  /** What the second run is told besides: the limits stay. */
  readonly settings?: Partial<
    Pick<Settings, "SCENARIO" | "CONCURRENT_USERS" | "REQUEST_RATE" | "SERVICES" | "TENANT_PROJECTS">
  >;
  /** What each timed start meets with. */
  readonly starts?: StartTrouble;
  /** So many times its usual entities a workflow system is filled with, all alike. */
  readonly alikeTimes?: number;
}

export type Trip = FaultTrip | MisuseTrip;

export function tripName(trip: Trip): string {
  if ("misuse" in trip) return `${trip.profile ?? "load"} ${trip.misuse.about}`;
  return trip.profile === undefined ? trip.fault : `${trip.profile} ${trip.fault}`;
}

/** Limits on resources that no trip is about. k6's own are found by being judged; these are judged in few runs only. */
export function unclaimedLimits(trips: readonly Trip[], limits: readonly ResourceThreshold[]): readonly string[] {
  const isClaimed = (limit: ResourceThreshold): boolean =>
    trips.some(
      ({ profile = "load", red }) =>
        red.includes(`${resourceOperation(limit)}/${limit.metric}`) && (limit.profiles?.includes(profile) ?? true),
    );
  return limits
    .filter((limit) => !isClaimed(limit))
    .map((limit) => `${limit.requirement} ${limit.role}: ${resourceMetrics[limit.metric].label}`);
}

/** Its fault with plain numbers. */
export function faultText({ fault, rows }: FaultTrip, baseline: Baseline | "none"): string {
  return fault.replace(/\bbaseline\/(\d+)/, (_, share) => {
    const entry = baseline === "none" ? undefined : baseline.entries.find(({ requirement }) => requirement === rows[0]);
    if (entry === undefined) throw new Error(`trip ${fault}: there is no baseline of ${rows[0]}`);
    return String(Math.max(1, Math.round(entry.valueMs / Number(share)))); // a proxy delays by whole milliseconds
  });
}

const folder = new URL("./", import.meta.url);

export async function loadTrips(): Promise<readonly Trip[]> {
  return (await loadTripFiles()).flatMap(({ trips }) => trips);
}

/** With the names of their files. */
export async function loadTripFiles(): Promise<readonly { readonly file: string; readonly trips: readonly Trip[] }[]> {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && file !== "trip.ts")
    .sort();
  return Promise.all(
    files.map(async (file) => ({
      file,
      trips: ((await import(new URL(file, folder).href)) as { trips: readonly Trip[] }).trips,
    })),
  );
}
