/** A registry beside itself: five pairs of runs, which is too long for `make test`. Only `make prove` runs it. */
import { expect, it } from "vitest";
import { mcpMeshProcess, mcpMeshUnavailable } from "../stack/mcp-mesh-process.ts";
import { runLoad } from "./harness.ts";
import { runUndisturbed } from "./undisturbed.ts";

const isAway = mcpMeshUnavailable() !== undefined;
const binary = mcpMeshProcess({ port: 0, storePath: "" }).command;

/** Each step lasts about a second. */
const given = { SCENARIO: "registry-rush", PROFILE: "top-rate", DURATION_SCALE: "0.34", TARGET: "mcp-mesh" } as const;

it.skipIf(isAway)("REG-10's trip: the registry itself, from another path, makes it missed", async ({ signal }) => {
  using run = await runUndisturbed(() => runLoad({ ...given, BASELINE_TARGET: `mcp-mesh@${binary}` }, { signal }));
  expect(run.exitCode, `${run.stderr}\n${run.verdict?.reasons.join("\n")}`).toBe(99);
  expect(run.verdict?.gates).toMatchObject([{ requirement: "REG-10", limit: 0.1, samples: 5, ok: false }]);
  expect(run.verdict?.gates[0]?.observed).toBeGreaterThan(0.5);
});
