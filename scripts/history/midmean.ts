/** What a night measured of a gate, of all runs it made of it. */

/**
 * The mean of the middle half, of three values or fewer of all (Tukey 1977, "Exploratory Data Analysis"): a quarter of the runs may be as bad
 * as they like, and what is left averages better than the median does. Throws on no values.
 */
export function midmean(values: readonly number[]): number {
  if (values.length === 0) throw new Error("there is no mean of nothing");
  const cut = Math.floor(values.length / 4);
  const middle = values.toSorted((a, b) => a - b).slice(cut, values.length - cut);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}
