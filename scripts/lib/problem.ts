/** Trouble a person can act on: what is wrong, why it matters, how to fix it. */

export interface ProblemText {
  /** Names the thing and quotes the value found. */
  readonly what: string;
  /** The consequence. */
  readonly why: string;
  /** A command to run or a value to set. */
  readonly fix: string;
}

/** `usage`: the settings are wrong. `broken`: the suite, the machine or a target is. */
export type ProblemKind = "usage" | "broken";

export class Problem extends Error {
  readonly kind: ProblemKind;
  readonly texts: readonly ProblemText[];

  /** Several mistakes of one kind are one Problem, so that all are shown at once. */
  constructor(kind: ProblemKind, texts: ProblemText | readonly ProblemText[], cause?: unknown) {
    const all = Array.isArray(texts) ? (texts as readonly ProblemText[]) : [texts as ProblemText];
    super(all.map(({ what }) => what).join("; "), cause === undefined ? {} : { cause });
    this.name = "Problem";
    this.kind = kind;
    this.texts = all;
  }
}

export function formatProblem(problem: Problem): string {
  return problem.texts
    .map(({ what, why, fix }) => `error: ${what}\n  why: ${indent(why)}\n  fix: ${indent(fix)}`)
    .join("\n");
}

function indent(text: string): string {
  return text.replaceAll("\n", "\n       ");
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** For a setting that the verb has no use for. */
export function ignoredSetting(what: string, fix: string): Problem {
  return new Problem("usage", { what, why: "a setting that is ignored is a run that measured something else", fix });
}
