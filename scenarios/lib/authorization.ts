/** AUTH_TOKEN on its way out: a header for systems that already ran. */
import { tokenVariable } from "#contract/plan";
import type { Role } from "#contract/roles";
import { systemsOf } from "./plan.ts";

const token = __ENV[tokenVariable] ?? "";

/** To be part of a dialect's headers. Empty for a role that this run starts: of one role all systems were started, or none. */
export function authorization(role: Role): { readonly [name: string]: string } {
  const isSent = token !== "" && systemsOf(role).every(({ isAuthorized }) => isAuthorized === true);
  return isSent ? { Authorization: `Bearer ${token}` } : {};
}
