/** What a check of the machine says: one line for a person, and a Problem's text where a run cannot go well. */
import type { ProblemText } from "../lib/problem.ts";

export type Check =
  | { readonly outcome: "ok"; readonly name: string; readonly what: string }
  | ({ readonly outcome: "warn" | "bad"; readonly name: string } & ProblemText);

export function ok(name: string, what: string): Check {
  return { outcome: "ok", name, what };
}

/** A run goes on with it, and someone may want to know. */
export function warn(name: string, text: ProblemText): Check {
  return { outcome: "warn", name, ...text };
}

/** A run cannot go well with it. */
export function bad(name: string, text: ProblemText): Check {
  return { outcome: "bad", name, ...text };
}

export function lineOf(check: Check): string {
  const { outcome, name, what } = check;
  const more = check.outcome === "ok" ? "" : `; why: ${check.why}; fix: ${check.fix}`;
  return `${outcome.padEnd(4)}  ${name.padEnd(11)}  ${`${what}${more}`.replaceAll(/\s*\n\s*/g, " ")}`;
}

export function textsOf(checks: readonly Check[]): readonly ProblemText[] {
  return checks.flatMap((check) =>
    check.outcome === "bad" ? [{ what: check.what, why: check.why, fix: check.fix }] : [],
  );
}
