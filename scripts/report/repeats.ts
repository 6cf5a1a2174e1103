/** What the same load said time after time: whether the verdicts agree, and which gates did not. */
import type { Verdict, VerdictName } from "#contract/verdict";
import { type GateState, stateOf } from "./gate-text.ts";

export interface Repeat {
  readonly verdict: Verdict;
  readonly shownPath: string;
}

export interface Repeated {
  readonly text: string;
  /** Of the repeats as a whole: FAIL where verdicts differ, INVALID where no run proved anything. */
  readonly verdict: VerdictName;
}

/** Of one run and more. Verdicts decide; gates that waver are told of. */
export function repeated(repeats: readonly Repeat[]): Repeated {
  const verdicts = counted(repeats.map(({ verdict }) => verdict.verdict));
  const all = [...verdicts].map(([name, times]) => `${times} ${name}`).join(", ");
  const isSame = verdicts.size === 1;
  const verdict = !isSame ? "FAIL" : verdicts.has("INVALID") ? "INVALID" : "PASS";
  const last = `${verdict}  ${isSame ? "the same verdict each time" : "verdicts differ"}: ${all}`;
  const runs = isSame ? [] : strangers(repeats, verdicts);
  return { text: [...wavering(repeats), ...runs, last].join("\n"), verdict };
}

const stateWords: { readonly [S in GateState]: string } = { ok: "met", miss: "missed", undecided: "undecided" };

function wavering(repeats: readonly Repeat[]): readonly string[] {
  const states = new Map<string, GateState[]>();
  for (const gate of repeats.flatMap(({ verdict }) => verdict.gates)) {
    states.set(gate.id, [...(states.get(gate.id) ?? []), stateOf(gate)]);
  }
  return [...states].flatMap(([id, own]) => {
    const counts = counted(own);
    if (counts.size === 1) return [];
    return [`  - ${id}: ${[...counts].map(([state, times]) => `${times} times ${stateWords[state]}`).join(", ")}`];
  });
}

/** Runs whose verdict is not the commonest. */
function strangers(repeats: readonly Repeat[], verdicts: ReadonlyMap<string, number>): readonly string[] {
  const [[commonest] = []] = [...verdicts].toSorted(([, a], [, b]) => b - a);
  return repeats
    .filter(({ verdict }) => verdict.verdict !== commonest)
    .map(({ verdict, shownPath }) => `  - ${verdict.verdict}: ${verdict.reasons[0] ?? ""}  ${shownPath}`);
}

function counted<T>(values: readonly T[]): ReadonlyMap<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
