/** A limit on how a system fares while its neighbour is broken, against itself before, as data. Only our judge sees both phases. */
import type { Operation } from "./operations.ts";
import type { ProfileName } from "./profiles.ts";
import type { ComparedMetric } from "./resource-threshold.ts";
import type { Role } from "./roles.ts";

export interface Comparison {
  /** The row of the requirements that asks for it. */
  readonly requirement: string;
  /** Of the system that is judged. */
  readonly role: Role;
  readonly metric: ComparedMetric;
  /** Of `p95Times`. */
  readonly operation?: Operation;
  /** Times what it was before, itself allowed. */
  readonly limit: number;
  /** It holds while this fault breaks a system of this role. */
  readonly whileBroken: Role;
  readonly fault: string;
  /** With others there are too few samples. */
  readonly profiles: readonly ProfileName[];
}
