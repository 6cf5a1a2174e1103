/** A limit on what an operation costs beyond the null route of its system, as data: the way there and back, which any request takes, does not count (R7). */
import type { Operation } from "./operations.ts";
import type { ProfileName } from "./profiles.ts";

export interface NetThreshold {
  /** The row of the requirements that asks for it. */
  readonly requirement: string;
  readonly operation: Operation;
  /** Done in turn with it, by the same user. */
  readonly nullRoute: Operation;
  /** Milliseconds: the difference of the two means must stay below it. */
  readonly below: number;
  readonly profiles: readonly ProfileName[];
  /** Targets known to miss it, each with the reason. A listed target that meets the limit fails the run, so that no list outlives its reason. */
  readonly knownMisses?: Readonly<Record<string, string>>;
}
