/** Where k6 comes from: its own module as go.sum pins it, and no package that only has its name. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { projectDir } from "../lib/paths.ts";

const read = (path: string): string => readFileSync(join(projectDir, path), "utf8");

it("OPS-04: k6 is built from its own module, verified by a checksum, and no npm package of that name is installed", () => {
  const [, version] =
    /^tool go\.k6\.io\/k6\/v2$[\s\S]*go\.k6\.io\/k6\/v2 (v2\.\d+\.\d+)/m.exec(read("build/k6/go.mod")) ?? [];
  expect(version).toBeDefined();
  expect(read("build/k6/go.sum")).toContain(`go.k6.io/k6/v2 ${version} h1:`);
  const { packages } = JSON.parse(read("package-lock.json")) as { packages: Readonly<Record<string, unknown>> };
  const names = Object.keys(packages).map((path) => path.slice(path.lastIndexOf("node_modules/") + 13));
  expect(names).toContain("esbuild");
  expect(names).not.toContain("k6");
});
