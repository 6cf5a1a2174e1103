/** When a target could not be used, as the probe's samples tell. Pure functions. */
import type { ProbeSample } from "./sample.ts";

/**
 * A probe is good when it was answered rightly within `slowMs`.
 *
 * An outage begins between the last good answer and the sending of the first probe that was not good: one period apart
 * at most, at 25 probes per second 40 ms. It ends between the last instant at which a probe was known to be refused or
 * still unanswered, and the first good answer to a probe sent after the outage's first: again one period and one answer
 * apart. After a freeze these two are one instant, as all that waited is answered at its end. The truth lies between
 * earliest and latest; the middle is told, off by half of that at most, so by 20 ms and half an answer. Where the probe
 * itself was late its brackets are as wide as that.
 *
 * A slow answer makes an outage from its sending on, until a later probe is answered well: where all are slow, that
 * is for as long as they are. A freeze shorter than `slowMs` is no outage.
 */
export interface Outage {
  readonly target: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** `null` when no good answer came before: it may have begun at any time. */
  readonly fromEarliestMs: number | null;
  readonly fromLatestMs: number;
  readonly toEarliestMs: number;
  readonly toLatestMs: number;
  /** False when the samples end before it does; it is then known until `toMs`. */
  readonly isOver: boolean;
  /** Those not good in it. */
  readonly probes: number;
  /** How the first one failed. */
  readonly why: string;
}

export interface Slowness {
  /** Above this an answer is as none: well above what the target needs in its bad moments. */
  readonly slowMs: number;
}

/** By target, then by time. `samples` as they were sent. */
export function outages(samples: readonly ProbeSample[], slowness: Slowness): readonly Outage[] {
  const byTarget = Map.groupBy(samples, ({ target }) => target);
  return [...byTarget.values()].flatMap((own) => outagesOfOne(own, slowness));
}

/** From the fault to when the first probe was known to fail by it; `null` when none did. */
export function detectionMs(samples: readonly ProbeSample[], injectedMs: number, { slowMs }: Slowness): number | null {
  const knownMs = samples
    .filter((sample) => !isGood(sample, slowMs))
    .map(({ sentMs, ms }) => sentMs + Math.min(ms, slowMs))
    .filter((ms) => ms >= injectedMs);
  return knownMs.length === 0 ? null : Math.min(...knownMs) - injectedMs;
}

/** From the healing to the first good answer of `goodInARow` (a second's worth) good probes; `null` when there were none. */
export function recoveryMs(
  samples: readonly ProbeSample[],
  healedMs: number,
  { slowMs, goodInARow = 25 }: Slowness & { readonly goodInARow?: number },
): number | null {
  let begin: number | undefined;
  let length = 0;
  for (const sample of samples.filter((each) => arrivalMs(each) >= healedMs)) {
    const isNext = isGood(sample, slowMs);
    length = isNext ? length + 1 : 0;
    begin = isNext ? (begin ?? arrivalMs(sample)) : undefined;
    if (begin !== undefined && length >= goodInARow) return begin - healedMs;
  }
  return null;
}

/** Milliseconds of a span that lie in outages. Give it those of one target. */
export function unavailableMs(
  found: readonly Outage[],
  span: { readonly fromMs: number; readonly toMs: number },
): number {
  return found.reduce(
    (sum, { fromMs, toMs }) => sum + Math.max(0, Math.min(toMs, span.toMs) - Math.max(fromMs, span.fromMs)),
    0,
  );
}

function isGood({ ok, ms }: ProbeSample, slowMs: number): boolean {
  return ok && ms <= slowMs;
}

function arrivalMs({ sentMs, ms }: ProbeSample): number {
  return sentMs + ms;
}

function outagesOfOne(samples: readonly ProbeSample[], { slowMs }: Slowness): readonly Outage[] {
  const found: Outage[] = [];
  let lastGoodMs: number | null = null;
  let coveredMs = Number.NEGATIVE_INFINITY; // what was sent before this belongs to the last outage
  samples.forEach((sample, index) => {
    if (sample.sentMs < coveredMs) return;
    if (isGood(sample, slowMs)) {
      lastGoodMs = Math.max(lastGoodMs ?? 0, arrivalMs(sample));
      return;
    }
    const outage = outageFrom(samples, index, sample, lastGoodMs, slowMs);
    found.push(outage);
    coveredMs = outage.isOver ? outage.toLatestMs : Number.POSITIVE_INFINITY;
    lastGoodMs = outage.toLatestMs;
  });
  return found;
}

function outageFrom(
  samples: readonly ProbeSample[],
  index: number,
  { target, sentMs, ms, why }: ProbeSample,
  lastGoodMs: number | null,
  slowMs: number,
): Outage {
  const bad: number[] = [sentMs + ms];
  let endMs = Number.POSITIVE_INFINITY;
  for (let at = index + 1; at < samples.length; at += 1) {
    const later = samples[at];
    if (later === undefined || later.sentMs >= endMs) break;
    if (isGood(later, slowMs)) endMs = Math.min(endMs, arrivalMs(later));
    else bad.push(arrivalMs(later));
  }
  const isOver = Number.isFinite(endMs);
  const lastBadMs = bad.reduce((latest, each) => Math.max(latest, each));
  const fromEarliestMs = lastGoodMs === null ? null : Math.min(lastGoodMs, sentMs);
  const [toEarliestMs, toLatestMs] = isOver ? [Math.min(lastBadMs, endMs), endMs] : [lastBadMs, lastBadMs];
  return {
    target,
    fromMs: ((fromEarliestMs ?? sentMs) + sentMs) / 2,
    toMs: (toEarliestMs + toLatestMs) / 2,
    fromEarliestMs,
    fromLatestMs: sentMs,
    toEarliestMs,
    toLatestMs,
    isOver,
    probes: bad.length,
    why: why ?? `answered after ${Math.round(ms)} ms`,
  };
}
