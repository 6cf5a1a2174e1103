/** A target that is listed to miss a limit must miss it: so no list outlives its reason (OPS-12). */
import type { Gate } from "#contract/verdict";

/** `knownMiss` is the reason, where the target is listed. */
export function asListed(isMet: boolean, knownMiss: string | undefined): Pick<Gate, "ok" | "knownMiss"> {
  return knownMiss === undefined ? { ok: isMet } : { ok: !isMet, knownMiss };
}
