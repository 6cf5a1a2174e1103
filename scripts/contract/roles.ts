/** The roles a system can play, and how users of each arrive: the axis that targets, dialects and thresholds share. */

/** What a system is to the suite. Later roles (workflow, agents, gateway) join here. */
export const roles = ["registry", "search", "mcp"] as const;
export type Role = (typeof roles)[number];

/** `closed`: a fixed set of users, each waiting for its answer. `open`: arrivals at a rate, whatever the answers do. */
export type LoadModel = "closed" | "open";

/** The model a role's users follow unless a profile says otherwise. */
export const roleModels: { readonly [R in Role]: LoadModel } = { registry: "closed", search: "open", mcp: "closed" };

/** How a role's name is written for people. */
export const roleTitles: { readonly [R in Role]: string } = { registry: "registry", search: "search", mcp: "MCP" };

export function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text);
}
