/** Repeatable randomness: everything a run draws follows from its seed. */

/** Mulberry32, a 32-bit generator by Tommy Ettinger (public domain); enough for picking, not for secrets. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A whole number from 0 to `below` - 1. */
export function pickIndex(random: () => number, below: number): number {
  return Math.floor(random() * below);
}
