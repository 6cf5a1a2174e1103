/** Which tool fulfils a dependency: tags and version fit, then the highest version, then the lowest id (contract C1). */
import type { Dependency } from "./announcement.ts";
import { compareVersions, isWithin } from "./versions.ts";

export interface Candidate {
  readonly agentId: string;
  readonly version: string;
  readonly tags: readonly string[];
}

/** Capability, namespace and health have been looked at before. */
export function chooseProvider<C extends Candidate>(
  candidates: readonly C[],
  { tags, version }: Pick<Dependency, "tags" | "version">,
): C | undefined {
  return candidates
    .filter((candidate) => hasTags(candidate.tags, tags) && (version === null || isWithin(candidate.version, version)))
    .reduce<C | undefined>((best, next) => (best === undefined || isBetter(next, best) ? next : best), undefined);
}

function hasTags(offered: readonly string[], wanted: Dependency["tags"]): boolean {
  return wanted.every((tag) =>
    typeof tag === "string" ? offered.includes(tag) : tag.some((either) => offered.includes(either)),
  );
}

function isBetter(a: Candidate, b: Candidate): boolean {
  const order = compareVersions(a.version, b.version);
  return order === 0 ? a.agentId < b.agentId : order > 0;
}
