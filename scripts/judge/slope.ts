/** A least-squares line through measured points, and how sure its slope is. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Slope {
  /** y per x. */
  readonly slope: number;
  /** The 95 % confidence interval: a true slope lies outside it one time in twenty, half of them above. */
  readonly low: number;
  readonly high: number;
  readonly samples: number;
  /** Independent samples that would say as much. */
  readonly effectiveSamples: number;
}

/**
 * `undefined` with fewer than 3 points, or all at one x.
 *
 * Slope and its standard error: Draper and Smith, Applied Regression Analysis, 3rd ed., sections 1.2 and 1.4:
 * b = Sxy / Sxx and se(b)² = SSE / (n − 2) / Sxx, the interval b ± t(0.975; n − 2) · se(b).
 *
 * Samples of one process in a row are no independent ones: what a garbage collector leaves wanders, and the textbook
 * interval is then far too narrow, so that wandering would be called growth. n is therefore replaced by
 * n (1 − r) / (1 + r), r being the lag-1 autocorrelation of the residuals: Santer et al., Statistical significance of
 * trends, J. Geophys. Res. 105 (2000), equations 4 to 6. A negative r is taken as 0 and at least 1 degree of freedom
 * is left, both to the wide side. Simulated with 120 samples that keep 0.9 of their distance from one to the next:
 * 4 % of low bounds above 0 instead of the textbook's 32 %; a pure random walk, which never comes back, still gives 13 %.
 */
export function fitSlope(points: readonly Point[]): Slope | undefined {
  const n = points.length;
  if (n < 3) return undefined;
  const meanX = mean(points.map(({ x }) => x));
  const meanY = mean(points.map(({ y }) => y));
  let sxx = 0;
  let sxy = 0;
  for (const { x, y } of points) {
    sxx += (x - meanX) ** 2;
    sxy += (x - meanX) * (y - meanY);
  }
  if (sxx === 0) return undefined;
  const slope = sxy / sxx;
  const residuals = points.map(({ x, y }) => y - meanY - slope * (x - meanX));
  const squared = residuals.reduce((sum, residual) => sum + residual ** 2, 0);
  const effectiveSamples = n * independence(residuals, squared);
  const freedom = Math.max(1, effectiveSamples - 2);
  const half = student975(freedom) * Math.sqrt(squared / freedom / sxx);
  return { slope, low: slope - half, high: slope + half, samples: n, effectiveSamples };
}

/** (1 − r) / (1 + r), 1 where residuals are independent or where there are none. */
function independence(residuals: readonly number[], squared: number): number {
  if (squared === 0) return 1;
  let lagged = 0;
  for (let index = 1; index < residuals.length; index += 1)
    lagged += (residuals[index] ?? 0) * (residuals[index - 1] ?? 0);
  const r = Math.max(0, lagged / squared);
  return (1 - r) / (1 + r);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Student's t at 0.975 for 1 to 30 degrees of freedom: NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2. */
const upToThirty = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
] as const;

/** Of the nearest smaller number of degrees in the table, to the wide side. */
export function student975(freedom: number): number {
  if (freedom >= 100) return 1.984;
  if (freedom >= 60) return 2;
  if (freedom >= 40) return 2.021;
  return upToThirty[Math.min(30, Math.floor(freedom)) - 1] ?? upToThirty[0];
}
