/** Every operation the suite times, and the k6 metrics that carry it: one Trend and one Rate each, so the hot path tags nothing. */
import type { Role } from "./roles.ts";

export const operations = [
  "registry.register",
  "registry.heartbeat",
  "registry.list",
  "registry.resolve",
  "registry.leave",
  "registry.lookup",
  "registry.refuse",
  "registry.null",
  "search.query",
  "search.find",
  "workflow.projects",
  "workflow.switch",
  "workflow.entities",
  "workflow.create_item",
  "workflow.read_item",
  "workflow.list_items",
  "workflow.flow",
  "workflow.create_warned",
  "mcp.discover",
  "mcp.initialize",
  "mcp.list",
  "mcp.call",
  "mcp.close",
] as const;
export type Operation = (typeof operations)[number];

/** Made of other operations: they send nothing of their own, so they do not count once more for their role. */
const derivedOperations: readonly Operation[] = ["workflow.flow", "workflow.create_warned"];

export function isDerived(operation: Operation): boolean {
  return derivedOperations.includes(operation);
}

/** How an operation fails; counted apart (design.md, The verdict). */
export const errorClasses = ["transport", "timeout", "http", "protocol", "application"] as const;
export type ErrorClass = (typeof errorClasses)[number];

/** Wrong answers are told by class and reason; the reason is text for a person. */
export interface Failure {
  readonly class: ErrorClass;
  readonly why: string;
}

export function roleOf(operation: Operation): Role {
  return operation.slice(0, operation.indexOf(".")) as Role;
}

/** Trend of the latency of successful operations, in milliseconds. */
export function latencyMetric(operation: Operation): string {
  return operation.replace(".", "_");
}

/** Rate of failed operations; its count is the number of operations tried. */
export function failedMetric(operation: Operation): string {
  return failedBeside(latencyMetric(operation));
}

/** The Rate that goes with a Trend, by their names. */
export function failedBeside(latencyName: string): string {
  return `${latencyName}_failed`;
}

/** Counter of failures, tagged `operation` and `class`; written on failure only. */
export const errorsMetric = "operation_errors";
/** Its tag with role and class in one, since k6's dashboard tells samples apart by one tag only. */
export const failureTag = "failure";
/** Tag of every sample with role, target and phase in one, for the same reason: what a gate is about. */
export const partTag = "part";

export function partOf({ role, target }: { readonly role: string; readonly target: string }, phase: string): string {
  return `${role}/${target}/${phase}`;
}

/** Counter of iterations begun; k6's own `iterations` counts those that ended. */
export const startedMetric = "iterations_started";
/** Counter of iterations that threw; k6 itself exits 0 on them. */
export const threwMetric = "iterations_threw";
/** Trend of how late the canary woke from a fixed sleep, in milliseconds. */
export const latenessMetric = "generator_lateness";
/** Counter of answers in which nothing was found to check, of dialects that are told where to look. */
export const uncheckedMetric = "answers_unchecked";
/** The k6 scenario that measures the generator and no target. */
export const canaryScenario = "canary";
