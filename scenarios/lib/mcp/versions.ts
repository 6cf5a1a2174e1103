/** The protocol versions this client speaks, by era, newest first. */

export const modernVersion = "2026-07-28";
const legacyVersions = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"] as const;
export const newestLegacyVersion = legacyVersions[0];

export const clientInfo = { name: "mesh-load", version: "1" } as const;

export function isLegacyVersion(version: unknown): boolean {
  return (legacyVersions as readonly unknown[]).includes(version);
}
