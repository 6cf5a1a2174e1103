/** What the probe is told and what it writes: one line of JSON per probe. */

export interface ProbeTarget {
  readonly name: string;
  /** One cheap operation. */
  readonly url: string;
  /** GET when not given. */
  readonly method?: string;
  /** Gets the run's token. */
  readonly isAuthorized?: true;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** 200 when not given. */
  readonly expectedStatus?: number;
}

/** Handed to the probe process as its one argument. */
export interface ProbePlan {
  readonly file: string;
  readonly targets: readonly ProbeTarget[];
  /** Between two probes of one target. */
  readonly periodMs: number;
  readonly timeoutMs: number;
}

export interface ProbeSample {
  readonly target: string;
  /** Epoch milliseconds with fractions. */
  readonly sentMs: number;
  /** Until the answer's last byte, or until it was known that there will be none. */
  readonly ms: number;
  readonly ok: boolean;
  /** Why it is not ok; `null` when it is. */
  readonly why: string | null;
}

export function formatSample({ target, sentMs, ms, ok, why }: ProbeSample): string {
  return `${JSON.stringify({ target, sentMs: round(sentMs), ms: round(ms), ok, why })}\n`;
}

/** In the order they were sent; without a last line that is not whole. */
export function parseSamples(text: string): readonly ProbeSample[] {
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  const samples = whole.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as ProbeSample]));
  return samples.sort((a, b) => a.sentMs - b.sentMs);
}

function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
