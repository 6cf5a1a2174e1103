/** How hard a run pushes: all profiles, gathered from one file per kind of system. */
import { gatewayProfiles } from "./gateway-profiles.ts";
import { generalProfiles } from "./general-profiles.ts";
import type { Profile } from "./profile.ts";
import { registryProfiles } from "./registry-profiles.ts";
import { searchProfiles } from "./search-profiles.ts";

export const profiles = {
  ...generalProfiles,
  ...searchProfiles,
  ...gatewayProfiles,
  ...registryProfiles,
} as const satisfies Record<string, Profile>;

export type ProfileName = keyof typeof profiles;

export function profileNamed(name: ProfileName): Profile {
  return profiles[name];
}
