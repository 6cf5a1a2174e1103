/** How many users a run may have at once, which is what its connections and its memory go by. */
import { requestTimeoutMs } from "#contract/plan";
import type { FullLoad } from "#contract/profile";
import { profileNamed } from "#contract/profiles";
import type { Settings } from "#contract/settings";
import { withAskedLoad } from "./asked-load.ts";
import type { Cast } from "./choice.ts";

export function mostUsers(cast: readonly Cast[], settings: Settings): number {
  const { full } = withAskedLoad(profileNamed(settings.PROFILE), settings);
  const ofRole = (entry: Cast): number =>
    usersOf(full[entry.role]) * ("urls" in entry ? entry.urls : entry.targets).length;
  return cast.reduce((sum, entry) => sum + ofRole(entry), 0);
}

/** Where users arrive at a rate: as many as a target that answers at its timeout holds up. */
export function usersOf(full: FullLoad): number {
  return "vus" in full ? full.vus : Math.max(10, Math.ceil((full.ratePerSecond * requestTimeoutMs) / 1000));
}
