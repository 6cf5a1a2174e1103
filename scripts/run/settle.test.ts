/** What a run bundles and casts follows from how its systems speak. */
import { expect, it } from "vitest";
import { readSettings } from "#contract/settings";
import { type Settled, settle } from "./settle.ts";

async function settled(given: Readonly<Record<string, string>>): Promise<Settled> {
  const { settings, mistakes } = readSettings({ flags: Object.entries(given), environment: {} });
  expect(mistakes).toEqual([]);
  return settle(settings);
}

/** Marks of the search dialects, in the part of a script that k6 runs. */
function dialectsIn({ script }: Settled): readonly string[] {
  const [code = ""] = script?.code.split("//# sourceMappingURL=") ?? [];
  const marks = { codebase: "/mcp/search", "codebase-mcp": "search_code", memory: "search_nodes", "http-json": "HITS" };
  return Object.entries(marks).flatMap(([dialect, mark]) => (code.includes(mark) ? [dialect] : []));
}

it.each([
  [{ SCENARIO: "search", SEARCH_URL: "http://127.0.0.1:1" }, "codebase"],
  [{ SCENARIO: "search", TARGET: "memory" }, "memory"],
  [{ SCENARIO: "search", SEARCH_URL: "http://127.0.0.1:1", SEARCH_DIALECT: "codebase-mcp" }, "codebase-mcp"],
  [{ SCENARIO: "mesh", SEARCH_DIALECT: "codebase-mcp" }, "codebase-mcp"],
])("%j is asked in one dialect, and carries no other", async (given, dialect) => {
  const run = await settled(given);
  expect(run.mistakes).toEqual([]);
  expect(dialectsIn(run)).toEqual([dialect]);
  const search = run.cast.find(({ role }) => role === "search");
  expect(search?.dialect ?? (search !== undefined && "targets" in search && search.targets[0]?.dialect)).toBe(dialect);
});
