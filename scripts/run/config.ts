/** config.json: what ran, resolved, with versions and machine; enough to run it again, and never a secret. */
import { scaledStages } from "#contract/phases";
import type { PlannedSystem } from "#contract/plan";
import type { Profile } from "#contract/profiles";
import type { Settings } from "#contract/settings";
import { describeMachine, gitRevision } from "../lib/machine.ts";
import type { K6Binary } from "./k6-binary.ts";

export async function describeRun(
  settings: Settings,
  k6: K6Binary,
  systems: readonly PlannedSystem[],
  shape: { readonly profile: Profile; readonly durationScale: number },
): Promise<object> {
  return {
    schemaVersion: 1,
    startedAt: new Date().toISOString(),
    settings: withoutQueries(settings),
    systems: systems.map(({ role, target, url, dialect }) => ({ role, target, url: withoutQuery(url), dialect })),
    load: { full: shape.profile.full, stages: scaledStages(shape.profile, shape.durationScale) },
    versions: { k6: k6.version, node: process.version },
    machine: describeMachine(),
    revision: await gitRevision(),
  };
}

/** The query of a URL may hold a key; the rest of it never does, since a URL with a user name is refused. */
function withoutQuery(url: string): string {
  const at = url.indexOf("?");
  return at === -1 ? url : `${url.slice(0, at)}?(not recorded)`;
}

function withoutQueries(settings: Settings): object {
  const clean = (value: unknown): unknown =>
    Array.isArray(value) ? value.map((entry) => (typeof entry === "string" ? withoutQuery(entry) : entry)) : value;
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, clean(value)]));
}
