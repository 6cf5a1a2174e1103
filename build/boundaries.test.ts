/** Code on the wrong side of a boundary is refused by the linter, with the way out in its message. */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectDir } from "../scripts/lib/paths.ts";

const k6Side = "it runs inside k6, not Node";
const nodeSide = "Node code cannot load k6 modules";
const shared = "it imports nothing but its neighbours";

const refused = [
  ["scenarios/module.ts", `import "node:fs";`, k6Side],
  ["scenarios/lib/package.ts", `import "zx";`, k6Side],
  ["scenarios/address.ts", `import "https://example.invalid/x.js";`, k6Side],
  ["scripts/k6.ts", `import "k6/http";`, nodeSide],
  ["scripts/run/scenario.ts", `import "../../scenarios/mesh.ts";`, nodeSide],
  ["scripts/contract/module.ts", `import "node:fs";`, shared],
  ["thresholds/outside.ts", `import "../scripts/lib/problem.ts";`, shared],
] as const;

const allowed = [
  ["scenarios/fine.ts", `import "k6/http";\nimport "#contract/plan";\nimport "./lib/phase.ts";\n`],
  ["scripts/fine.ts", `import "node:fs";\nimport "#contract/plan";\n`],
  ["thresholds/fine.ts", `import "#contract/threshold";\n`],
] as const;

const folder = mkdtempSync(join(tmpdir(), "mesh-load-boundaries-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let said: readonly string[] = [];

beforeAll(() => {
  copyFileSync(join(projectDir, "biome.json"), join(folder, "biome.json"));
  for (const [path, code] of [...refused, ...allowed]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), code);
  }
  const biome = spawnSync("biome", ["lint", "--vcs-enabled=false", "--reporter=github", "."], {
    cwd: folder,
    encoding: "utf8",
  });
  said = biome.stdout.split("\n").filter((line) => line.includes("noRestrictedImports"));
});

describe("the linter", () => {
  it.each(refused)("refuses %s with %s", (path, _, message) => {
    expect(said.filter((line) => line.includes(path)).join("\n")).toContain(message);
  });

  it.each(allowed)("takes %s, which keeps to its side", (path) => {
    expect(said.filter((line) => line.includes(path))).toEqual([]);
  });
});
