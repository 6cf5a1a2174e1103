/** CONCURRENT_USERS, REQUEST_RATE and SERVICES: a profile's full load, as it was asked for instead. */
import { eachLoad, type FullLoad, type Profile } from "#contract/profile";
import type { Settings } from "#contract/settings";

/** Users that come in a number get another number, those that arrive at a rate another rate; the stages stay. */
export function withAskedLoad(
  profile: Profile,
  { CONCURRENT_USERS: vus, REQUEST_RATE: ratePerSecond, SERVICES: services = profile.services }: Settings,
): Profile {
  const asked = (load: FullLoad): FullLoad =>
    "vus" in load ? { vus: vus ?? load.vus } : { ratePerSecond: ratePerSecond ?? load.ratePerSecond };
  return { ...profile, full: eachLoad(profile.full, asked), ...(services === undefined ? {} : { services }) };
}
