/** Whose a searcher is where tenants share a search system: what its queries are made of, and what must never be found. */
import type { PlannedSystem } from "#contract/plan";
import { pickIndex } from "#contract/random";
import type { Tenant } from "../dialects/search.ts";

interface SearchingTenant extends Tenant {
  drawWords(draw: () => number): string[];
}

/** Users belong to tenants by turns. `undefined` where there are none. */
export function tenantOf({ tenants, vocabulary = [] }: PlannedSystem, user: number): SearchingTenant | undefined {
  const own = tenants?.[user % tenants.length];
  if (tenants === undefined || own === undefined) return undefined;
  const foreign = new Set(tenants.filter((other) => other !== own).flatMap(({ marks }) => marks));
  return {
    projectId: own.projectId,
    foreignWord: (text) => partsOf(text).find((part) => foreign.has(part)),
    /** Every second time a word that all tenants' sources hold: only what keeps them apart keeps the others' out. */
    drawWords(draw) {
      const words = draw() < 0.5 ? own.words : vocabulary;
      return [words[pickIndex(draw, words.length)] ?? ""];
    },
  };
}

/** The words that names are made of, in lower case: `orderTotal` and `order_total` hold two. */
function partsOf(text: string): readonly string[] {
  return (text.match(/[A-Z]?[a-z]+/g) ?? []).map((part) => part.toLowerCase());
}
