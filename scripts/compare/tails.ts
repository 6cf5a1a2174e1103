/** How far out the ends of an interval lie: tails of the normal and of Student's distribution, by integration. */

/** Of a percentile interval of `size` values: the share of draws beyond each end (see bootstrap.ts). */
export function expandedTail(alpha: number, size: number): number {
  return normalTail(Math.sqrt(size / (size - 1)) * studentQuantile(alpha / 2, size - 1));
}

/** The t that is exceeded with probability `tail`. */
export function studentQuantile(tail: number, freedom: number): number {
  let [low, high] = [0, 1000];
  for (let step = 0; step < 40; step += 1) {
    const middle = (low + high) / 2;
    if (studentTail(middle, freedom) > tail) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * The probability that Student's t exceeds `t` ≥ 0. With t = √ν · tan θ its density becomes cos^(ν−1) θ:
 * Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4.
 */
function studentTail(t: number, freedom: number): number {
  const density = (angle: number): number => Math.cos(angle) ** (freedom - 1);
  const from = Math.atan(t / Math.sqrt(freedom));
  return integral(density, from, Math.PI / 2) / integral(density, 0, Math.PI / 2) / 2;
}

/** The probability that a standard normal value exceeds `z`. */
export function normalTail(z: number): number {
  return integral((x) => Math.exp((-x * x) / 2), z, z + 12) / Math.sqrt(2 * Math.PI);
}

/** Simpson's rule. */
function integral(f: (x: number) => number, from: number, to: number): number {
  const steps = 400;
  const width = (to - from) / steps;
  let sum = f(from) + f(to);
  for (let index = 1; index < steps; index += 1) sum += f(from + index * width) * (index % 2 === 1 ? 4 : 2);
  return (sum * width) / 3;
}
