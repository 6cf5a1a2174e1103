/** Picks the dialect a system speaks from those in its role's folder. */
import type { PlannedSystem } from "#contract/plan";

/** Throws with the names there are: a wrong name never falls back to another dialect. */
export function chosen<D>(dialects: { readonly [name: string]: D }, { role, dialect }: PlannedSystem): D {
  const found = dialects[dialect];
  if (found === undefined)
    throw new Error(`no ${role} dialect called "${dialect}": use one of ${Object.keys(dialects).join(", ")}`);
  return found;
}
