/** Whether two groups of numbers have one mean: the two-sided p-value of Student's t-test with a pooled variance. */

/** Spread is the population's (division by n), as Apache Otava takes it, so that our p-values are its own. */
export function tTest(left: readonly number[], right: readonly number[]): number {
  const freedom = left.length + right.length - 2;
  if (freedom <= 0) return 1;
  const difference = mean(left) - mean(right);
  if (difference === 0) return 1;
  const squares = (left.length - 1) * variance(left) + (right.length - 1) * variance(right);
  const error = (squares / freedom) * (1 / left.length + 1 / right.length);
  if (error === 0) return 0;
  const tSquared = difference ** 2 / error;
  // P(|T| > t) = I_x(freedom/2, 1/2) with x = freedom / (freedom + t²) (DLMF 8.17, Abramowitz & Stegun 26.7.1)
  return incompleteBeta(freedom / (freedom + tSquared), freedom / 2, 0.5);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variance(values: readonly number[]): number {
  const middle = mean(values);
  return mean(values.map((value) => (value - middle) ** 2));
}

/** The regularized incomplete beta function I_x(a, b), by its continued fraction (DLMF 8.17.22, evaluated by Lentz's method). */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a); // where the fraction converges slowly
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
  const tiny = 1e-300;
  const apart = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let upper = 1;
  let lower = 0;
  let fraction = 1;
  for (let index = 0; index < 500; index += 1) {
    const m = index >> 1;
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    const term = index === 0 ? 1 : index % 2 === 0 ? even : odd;
    lower = 1 / apart(1 + term * lower);
    upper = apart(1 + term / upper);
    const factor = upper * lower;
    fraction *= factor;
    if (index > 0 && Math.abs(1 - factor) < 1e-15) break;
  }
  return front * (fraction - 1);
}

/** Lanczos' approximation with g = 7 and nine coefficients (Godfrey); good to 15 digits for what is above 0. */
const lanczos = [
  0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
] as const;

function logGamma(value: number): number {
  if (value < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * value)) - logGamma(1 - value);
  const z = value - 1;
  const sum = lanczos.reduce(
    (total, coefficient, index) => total + (index === 0 ? coefficient : coefficient / (z + index)),
    0,
  );
  const t = z + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}
