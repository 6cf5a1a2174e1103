/** Where settings that other programs share reach to: what each started target is told, and which of them would reach nothing. */
import { profileNamed } from "#contract/profiles";
import type { FieldName, Mistake, Settings } from "#contract/settings";
import { isAllowedHost } from "../lib/allowed-host.ts";
import type { NamedTarget, Target, TargetEnvironment, TargetSetting } from "../targets/target.ts";
import type { Cast } from "./choice.ts";

/** Of the settings a target reads, those that were given. */
export function environmentOf({ reads }: Target, settings: Settings): TargetEnvironment {
  const given = reads.flatMap((name) => {
    const value = settings[name];
    return value === undefined ? [] : [[name, name === "LOG_LEVEL" ? value.toUpperCase() : value]];
  });
  return Object.fromEntries(given) as TargetEnvironment;
}

/** A run starts no database when it is given one: nothing of it is the run's to break. */
export function withoutGivenDatabase(cast: readonly Cast[], { DATABASE_URL }: Settings): readonly Cast[] {
  if (DATABASE_URL === undefined) return cast;
  const strip = ({ store, ...target }: NamedTarget): NamedTarget =>
    store === undefined || target.reads.includes("DATABASE_URL") ? target : { ...target, store };
  return cast.map((entry) => ("targets" in entry ? { ...entry, targets: entry.targets.map(strip) } : entry));
}

/** NODE_ENV is not asked about: many have it in their environment for other programs, and it changes nothing that is measured. */
export function idleSettings(cast: readonly Cast[], settings: Settings): readonly Mistake[] {
  const started = cast.flatMap((entry) => ("targets" in entry ? entry.targets : []));
  const loads = cast.map(({ role }) => profileNamed(settings.PROFILE).full[role]);
  const isRead = (name: TargetSetting): boolean => started.some(({ reads }) => reads.includes(name));
  const reached: readonly (readonly [FieldName, boolean, string])[] = [
    ["LOG_LEVEL", isRead("LOG_LEVEL"), "nothing this run starts reads it"],
    ["DATABASE_URL", isRead("DATABASE_URL"), "nothing this run starts stores in PostgreSQL"],
    ["AUTH_TOKEN", cast.some((entry) => "urls" in entry), "it is sent only to systems that already run (*_URL)"],
    ["CONCURRENT_USERS", loads.some((load) => "vus" in load), "all users of this run arrive at a rate"],
    ["TENANT_PROJECTS", profileNamed(settings.PROFILE).corpus === "tenants", "only PROFILE=tenants has tenants"],
    [
      "SERVICES",
      profileNamed(settings.PROFILE).services !== undefined,
      `PROFILE=${settings.PROFILE} registers as many as there are users`,
    ],
    ["REQUEST_RATE", loads.some((load) => "ratePerSecond" in load), "no users of this run arrive at a rate"],
  ];
  const idle = reached.filter(([name, isReached]) => settings[name] !== undefined && !isReached);
  return [
    ...idle.map(([name, , reason]) => ({
      what: `${name} is given, and ${reason}`,
      why: "a setting that is ignored is a run that measured something else",
      fix: `leave it out: env -u ${name} make load …`,
    })),
    ...strangeDatabase(settings),
    ...strangersTenants(cast, settings),
  ];
}

/** Nobody else's search system holds the two trees, so nothing could be told of whose a hit is. */
function strangersTenants(cast: readonly Cast[], { PROFILE }: Settings): readonly Mistake[] {
  if (profileNamed(PROFILE).corpus !== "tenants") return [];
  const isOurs = (entry: Cast): boolean =>
    "targets" in entry && entry.targets.every(({ dialect }) => dialect === "codebase");
  return cast.every((entry) => entry.role !== "search" || isOurs(entry))
    ? []
    : [
        {
          what: `PROFILE=${PROFILE} needs a codebase server that the run starts and fills`,
          why: "a hit is told to be another tenant's by the words of the trees that were generated for them",
          fix: "leave out SEARCH_URL and TARGET, or choose another profile",
        },
      ];
}

function strangeDatabase({ DATABASE_URL: url, ALLOW_HOST }: Settings): readonly Mistake[] {
  if (url === undefined) return [];
  const { hostname } = new URL(url);
  if (isAllowedHost(hostname, ALLOW_HOST)) return [];
  return [
    {
      what: `DATABASE_URL is on ${hostname}, which is not this machine`,
      why: "what the run stores and asks there is load on a system that did not expect it",
      fix: `if ${hostname} may be put under load, say ALLOW_HOST=${hostname}`,
    },
  ];
}
