/**
 * The likeliest place where a series changes: the split with the largest energy distance between its sides (E-divisive means;
 * Matteson & James 2014, "A Nonparametric Approach for Multiple Change Point Analysis of Multivariate Data", arXiv 1306.4933).
 */

export interface Candidate {
  /** Of the first value after the change. */
  readonly index: number;
  /** Q-hat: the scaled distance between both sides. */
  readonly distance: number;
}

/** Over all splits of all beginnings of the part `from` to `to`, since what comes later may have changed once more. */
export function candidateIn(series: readonly number[], from: number, to: number): Candidate | undefined {
  const sums = distanceSums(series.slice(from, to));
  let best: Candidate | undefined;
  for (let split = 1; split < to - from; split += 1) {
    for (let end = split + 1; end <= to - from; end += 1) {
      const distance = energyDistance(sums, split, end);
      if (best === undefined || distance > best.distance) best = { index: from + split, distance };
    }
  }
  return best;
}

/** Formula 5 of the paper with exponent 1, for the values before `split` and those from it up to `end`. */
function energyDistance(sums: readonly Float64Array[], split: number, end: number): number {
  const [left, right] = [split, end - split];
  const block = (rows: number, columns: number): number => sums[rows]?.[columns] ?? 0;
  const within = block(split, split) / 2;
  const across = block(split, end) - block(split, split);
  const beyond = block(end, end) / 2 - across - within;
  const mostlyLeft = left === 1 ? 0 : (2 * right * within) / (end * (left - 1));
  const mostlyRight = right === 1 ? 0 : (2 * left * beyond) / (end * (right - 1));
  return (2 * across) / end - mostlyLeft - mostlyRight;
}

/** `[i][j]`: the sum of the distances between each of the first i values and each of the first j. */
function distanceSums(values: readonly number[]): readonly Float64Array[] {
  const sums = Array.from({ length: values.length + 1 }, () => new Float64Array(values.length + 1));
  for (const [row, one] of values.entries()) {
    const [above, here] = [sums[row], sums[row + 1]];
    if (above === undefined || here === undefined) continue;
    let soFar = 0;
    for (const [column, other] of values.entries()) {
      soFar += Math.abs(one - other);
      here[column + 1] = (above[column + 1] ?? 0) + soFar;
    }
  }
  return sums;
}
