/** Repeats a run once when nothing but the machine was in its way, which the suite itself says. */
import type { Verdict } from "#contract/verdict";
import { isGeneratorLimited } from "../judge/generator-limited.ts";

interface Judged extends Disposable {
  readonly verdict: Verdict | undefined;
}

export async function runUndisturbed<R extends Judged>(run: () => Promise<R>): Promise<R> {
  const first = await run();
  if (first.verdict === undefined || !isGeneratorLimited(first.verdict)) return first;
  first[Symbol.dispose]();
  process.stderr.write(`generator-limited, repeated once: ${first.verdict.reasons[0]}\n`);
  return run();
}
