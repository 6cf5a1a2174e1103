/** One measured figure beside its limit, and the arithmetic all figures share. */

/** `speed` figures are ratios that must reach their limit, all others are costs that must stay below it. */
type FigureKind = "speed" | "cost";

export interface Figure {
  readonly name: string;
  readonly kind: FigureKind;
  readonly unit: string;
  readonly limit: number;
  /** What the suite aims at beyond the limit. */
  readonly goal?: number;
  readonly measured: number;
  readonly isMet: boolean;
  /** How it was measured, for who doubts it. */
  readonly how: string;
  /** What weakens it. */
  readonly note?: string;
  readonly samples: readonly object[];
}

export function figure(parts: Omit<Figure, "isMet">): Figure {
  const { kind, measured, limit } = parts;
  return { ...parts, isMet: kind === "speed" ? measured >= limit : measured <= limit };
}

/** Not a number for an empty list, which then meets no limit. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

export function round(value: number, digits = 3): number {
  return Number(value.toFixed(digits));
}
