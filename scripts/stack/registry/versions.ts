/** Versions and version ranges, as npm understands them. */

import type SemVer from "semver/classes/semver.js";
import coerce from "semver/functions/coerce.js";
import compare from "semver/functions/compare.js";
import parse from "semver/functions/parse.js";
import satisfies from "semver/functions/satisfies.js";
import validRange from "semver/ranges/valid.js";

/** "1", "v1.2" and "1.2.3" all are versions; what is none is the lowest. */
function read(version: string): SemVer | string {
  return parse(version) ?? coerce(version) ?? "0.0.0-0";
}

export function isVersionRange(range: string): boolean {
  return validRange(range) !== null;
}

export function isWithin(version: string, range: string): boolean {
  return satisfies(read(version), range);
}

export function compareVersions(a: string, b: string): number {
  return compare(read(a), read(b));
}
