/** Settles which faults a run has and what they break. Every mistake is found before anything is started. */
import type { FaultChoice, Mistake, Settings } from "#contract/settings";
import type { Fault, NamedFault, Need, Param } from "../faults/fault.ts";
import type { NamedTarget } from "../targets/target.ts";
import type { Cast } from "./choice.ts";
import { leastFaultSeconds } from "./fault-phases.ts";

export interface ChosenFault {
  readonly fault: NamedFault;
  /** Name of the system it breaks. */
  readonly target: string;
  /** Of its parameters and `for` and `recover`, in their units. */
  readonly values: Readonly<Record<string, number>>;
  readonly lastsSeconds: number;
  readonly recoverSeconds: number;
}

/** Parameters every fault has beside its own. */
export function commonParams({ lastsSeconds, recoverSeconds }: Fault): Readonly<Record<string, Param>> {
  return {
    for: { help: "how long it is on", unit: "s", fallback: lastsSeconds, from: leastFaultSeconds, to: 3600 },
    recover: {
      help: "how long the target may take afterwards",
      unit: "s",
      fallback: recoverSeconds,
      from: 0.1,
      to: 600,
    },
  };
}

export function chooseFaults(
  { FAULT: choices }: Settings,
  known: readonly NamedFault[],
  cast: readonly Cast[],
): { faults: readonly ChosenFault[]; mistakes: readonly Mistake[] } {
  const mistakes: Mistake[] = [];
  const faults = choices.flatMap((choice) => {
    const fault = known.find(({ name }) => name === choice.name);
    if (fault === undefined) {
      mistakes.push(
        wrong(`there is no fault "${choice.name}"`, `use one of ${known.map(({ name }) => name).join(", ")}`),
      );
      return [];
    }
    const target = targetOf(choice, cast, fault, mistakes);
    const values = valuesOf(choice, fault, mistakes);
    const reason = fault.unavailable();
    if (reason !== undefined)
      mistakes.push(wrong(`${fault.name} cannot work here: ${reason}`, "choose another fault, or another machine"));
    return [{ fault, target, values, lastsSeconds: values["for"] ?? 0, recoverSeconds: values["recover"] ?? 0 }];
  });
  const twice = faults.find(({ target }, index) => faults.findIndex((other) => other.target === target) !== index);
  if (twice !== undefined) {
    mistakes.push({
      what: `FAULT: two faults break ${twice.target}`,
      why: "nobody could tell which of them did what",
      fix: "give one fault per target, or one run per fault",
    });
  }
  return { faults, mistakes };
}

function targetOf({ values }: FaultChoice, cast: readonly Cast[], fault: NamedFault, mistakes: Mistake[]): string {
  const systems = cast.flatMap(systemsOf);
  const given = values["target"];
  const fits = ({ target }: System): boolean => fault.needs.every((need) => meets(target, need));
  const chosen = given === undefined ? (systems.find(fits) ?? systems[0]) : systems.find(({ name }) => name === given);
  if (chosen === undefined) {
    mistakes.push(
      wrong(
        `nothing called "${given}" is under load`,
        `use target=… with one of ${systems.map(({ name }) => name).join(", ")}`,
      ),
    );
    return "";
  }
  const unmet = fault.needs.find((need) => !meets(chosen.target, need));
  if (unmet !== undefined)
    mistakes.push(wrong(`${fault.name} cannot break ${chosen.name}: ${lacks[unmet]}`, fixes[unmet]));
  return chosen.name;
}

/** A system of the run; without a target it already runs. */
interface System {
  readonly name: string;
  readonly target: NamedTarget | undefined;
}

function systemsOf(entry: Cast): readonly System[] {
  if ("targets" in entry) return entry.targets.map((target) => ({ name: target.name, target }));
  const { urls } = entry;
  return urls.map((_, index) => ({ name: externalName(index, urls.length), target: undefined }));
}

/** What a system is called that already runs, the `index`th of `count` in its role. */
export function externalName(index: number, count: number): string {
  return count === 1 ? "external" : `external-${index + 1}`;
}

function meets(target: NamedTarget | undefined, need: Need): boolean {
  switch (need) {
    case "proxy":
      return true;
    case "process":
      return target !== undefined;
    case "store-file":
    case "small-disk":
      return target?.store === "file";
    case "database":
    case "database-proxy":
    case "database-disk":
      return target?.store === "database";
  }
}

const lacks: Readonly<Record<Need, string>> = {
  proxy: "it cannot be reached through a proxy",
  process: "this run does not start it, and only what a run started is broken",
  "store-file": "it does not store in a file of this run",
  "small-disk": "it does not store in a file of this run",
  database: "it has no database that this run starts",
  "database-proxy": "it has no database that this run starts",
  "database-disk": "it has no database that this run starts",
};
const fixes: Readonly<Record<Need, string>> = {
  proxy: "choose another fault",
  process: "let the run start it (leave out its *_URL), or choose a network fault",
  "store-file": "choose a target with a file, or a fault of databases",
  "small-disk": "choose a target with a file, or a fault of databases",
  database: "choose a target with a database",
  "database-proxy": "choose a target with a database",
  "database-disk": "choose a target with a database",
};

function valuesOf({ values }: FaultChoice, fault: NamedFault, mistakes: Mistake[]): Record<string, number> {
  const params = { ...fault.params, ...commonParams(fault) };
  for (const name of Object.keys(values).filter((given) => given !== "target" && !(given in params))) {
    mistakes.push(
      wrong(`${fault.name} has no parameter "${name}"`, `use one of target, ${Object.keys(params).join(", ")}`),
    );
  }
  return Object.fromEntries(
    Object.entries(params).map(([name, { fallback, from, to, unit, help }]) => {
      const written = values[name];
      const value = written === undefined ? fallback : Number(written);
      if (!(value >= from && value <= to)) {
        mistakes.push(
          wrong(
            `${name}=${written} is not a number from ${from} to ${to} (${unit}: ${help})`,
            `give ${fault.name}:${name}=${fallback}, say`,
          ),
        );
      }
      return [name, value];
    }),
  );
}

function wrong(what: string, fix: string): Mistake {
  return { what: `FAULT: ${what}`, why: "a fault that is not what was asked for proves nothing", fix };
}
