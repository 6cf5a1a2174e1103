/** Agents of a real mesh do not beat in step: the golden ratio spreads any number of them evenly over a period. */
export function spread(vu: number): number {
  return (vu * 0.618_033_988_749_895) % 1;
}
