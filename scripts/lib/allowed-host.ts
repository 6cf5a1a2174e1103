/** Which hosts may be put under load: this machine, and those that were named. */

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** `hostname` as a URL has it. */
export function isAllowedHost(hostname: string, allowed: readonly string[]): boolean {
  return loopback.test(hostname.toLowerCase()) || allowed.includes(hostname.toLowerCase());
}
