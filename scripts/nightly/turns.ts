/** In which order a night runs its parts: what it runs more than once is spread over it, so that one busy hour of the machine is not the night. */
import type { PickedPart } from "./pick.ts";

/** The most due first, so that a night cut short has done what matters; then the rest, with the ordinary days again in between. */
export function inTurns(parts: readonly PickedPart[]): readonly PickedPart[] {
  const rounds = Math.max(1, ...parts.map(({ times }) => times));
  if (rounds === 1) return parts;
  const once = parts.filter(({ times }) => times === 1);
  const again = parts.filter(({ times }) => times > 1);
  const between = inStretches(once, rounds - 1);
  return Array.from({ length: rounds }, (_, round) => [
    ...again.filter(({ times }) => times > round),
    ...(between[round] ?? []),
  ]).flat();
}

/** About equally long ones, in the order given. */
function inStretches(parts: readonly PickedPart[], count: number): readonly (readonly PickedPart[])[] {
  const total = parts.reduce((sum, { seconds }) => sum + seconds, 0);
  const stretches = Array.from({ length: count }, (): PickedPart[] => []);
  let before = 0;
  for (const part of parts) {
    const middle = before + part.seconds / 2;
    stretches[Math.min(count - 1, Math.floor((middle / total) * count))]?.push(part);
    before += part.seconds;
  }
  return stretches;
}
