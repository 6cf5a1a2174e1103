/** `make ab` through its front door: what it refuses. That its findings are true is measured by `make prove-ab`. */
import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { projectDir } from "../lib/paths.ts";

describe("make ab", () => {
  const ab = (...words: readonly string[]): { code: number | null; stderr: string } => {
    const { status, stderr } = spawnSync(process.execPath, ["scripts/ab.ts", ...words], {
      cwd: projectDir,
      encoding: "utf8",
    });
    return { code: status, stderr };
  };

  it("finds every wrong setting before the first run", () => {
    expect(ab("BASE_TARGET=nothing")).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/"nothing" is no target.+HEAD_TARGET is not given/s),
    });
    const other = ab("BASE_TARGET=codebase", "HEAD_TARGET=mcp-mesh");
    expect(other).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("codebase plays search, mcp-mesh plays registry"),
    });
    expect(ab("BASE_TARGET=mcp-mesh", "HEAD_TARGET=mcp-mesh", "ROUNDS=4").code).toBe(2);
  });
});
