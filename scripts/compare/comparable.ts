/** Why two runs say nothing of each other: what else than the systems' code was different. */
import type { FullLoad } from "#contract/profile";
import type { Machine } from "../lib/machine.ts";
import type { Side } from "./side.ts";

/** One line for each difference; none when what differs is what was changed. */
export function differences(base: Side, head: Side): readonly string[] {
  const invalid = [base, head]
    .filter(({ verdict }) => verdict.verdict === "INVALID")
    .map(({ id, verdict }) => `${id} is INVALID and proves nothing: ${verdict.reasons[0] ?? "no reason is given"}`);
  const facts: readonly (readonly [what: string, of: (side: Side) => string])[] = [
    ["scenario", ({ summary }) => summary.scenario],
    ["profile", ({ summary }) => summary.profile],
    ["DURATION_SCALE", ({ summary }) => String(summary.durationScale)],
    ["load", loadText],
    ["faults", ({ config }) => JSON.stringify(config.settings?.["FAULT"] ?? [])],
    [
      "targets",
      ({ config }) =>
        (config.systems ?? [])
          .map(({ target }) => target)
          .sort()
          .join(", ") || "not recorded",
    ],
    ["machine", ({ config }) => machineText(config.machine)],
    ["k6", ({ config }) => config.versions?.["k6"] ?? "not recorded"],
  ];
  const other = facts
    .map(([what, of]) => ({ what, base: of(base), head: of(head) }))
    .filter((fact) => fact.base !== fact.head)
    .map((fact) => `other ${fact.what}: ${fact.base} and ${fact.head}`);
  return [...invalid, ...other];
}

function machineText(machine: Machine | undefined): string {
  if (machine === undefined) return "not recorded";
  const { system, cpu, cores, memoryMiB } = machine;
  return `${cores} × ${cpu}, ${memoryMiB} MiB, ${system}`;
}

/** Full load of the roles that were under it. Stages follow from profile and scale. */
function loadText({ config, summary }: Side): string {
  const roles = new Set(summary.operations.map(({ operation }) => operation.slice(0, operation.indexOf("."))));
  const full = Object.entries((config.load?.full ?? {}) as Readonly<Record<string, FullLoad>>);
  const texts = full
    .filter(([role]) => roles.has(role))
    .map(([role, load]) => `${role} ${"vus" in load ? `${load.vus} users` : `${load.ratePerSecond}/s`}`);
  return texts.join(", ") || "not recorded";
}
