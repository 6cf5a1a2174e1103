/** Users that one system's load gives back as it falls are taken by another's as it rises: they must then be that one's users. */
import { expect, it } from "vitest";
import { runLoad } from "./harness.ts";

it("a load that falls and rises throws nothing, and each system is asked by users of its own", async ({ signal }) => {
  const given = {
    SCENARIO: "mesh",
    PROFILE: "spike",
    DURATION_SCALE: "0.05",
    CONCURRENT_USERS: "12",
    REQUEST_RATE: "5",
  };
  using run = await runLoad(given, { signal });
  expect(run.verdict?.reasons.filter((reason) => /threw/.test(reason))).toEqual([]);
  const spiked = run.summary?.operations.filter(({ phase, count }) => phase === "spike" && count > 0) ?? [];
  expect([...new Set(spiked.map(({ target }) => target))].sort()).toEqual(
    ["codebase", "everything", "mcp-mesh", "sdk-v2"].sort(),
  );
});
