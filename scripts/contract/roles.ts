/** The roles a system can play: the axis that targets, dialects and thresholds share. */

/** What a system is to the suite. Later roles (agents, gateway) join here. */
export const roles = ["registry", "search", "workflow", "mcp"] as const;
export type Role = (typeof roles)[number];

/** How a role's name is written for people. */
export const roleTitles: { readonly [R in Role]: string } = {
  registry: "registry",
  search: "search",
  workflow: "workflow",
  mcp: "MCP",
};
