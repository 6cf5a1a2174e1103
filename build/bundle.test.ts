/** Scenarios bundle into scripts that need nothing but k6, and code that crosses a boundary does not bundle. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { roleOf } from "#contract/operations";
import { scenarioEntries } from "../scripts/lib/catalog.ts";
import { bundle } from "./bundle.ts";

const folder = mkdtempSync(join(tmpdir(), "mesh-load-bundle-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const maxBytes = 64 * 1024;

function planted(code: string): Promise<unknown> {
  const path = join(folder, "planted.ts");
  writeFileSync(path, code);
  return bundle(path);
}

describe("bundle", () => {
  it.each(scenarioEntries())("of $name is small and knows its roles", async ({ name }) => {
    const { code, roles, operations } = await bundle(`scenarios/${name}.ts`);
    const [script = ""] = code.split("//# sourceMappingURL=");
    expect(Buffer.byteLength(script)).toBeLessThanOrEqual(maxBytes);
    expect(code).toContain("sourceMappingURL=data:");
    expect(new Set(operations.map(roleOf))).toEqual(new Set(roles));
  });

  it("knows the operations a scenario declares, and no others", async () => {
    const { operations } = await bundle("scenarios/registry-churn.ts");
    expect(operations).toEqual(["registry.register", "registry.leave", "registry.lookup"]);
  });

  it.each([
    ["a Node module", `import fs from "node:fs"; export default () => fs`],
    ["an npm package made for Node", `import { $ } from "zx"; export default () => $`],
    ["a URL", `import x from "https://example.invalid/x.js"; export default () => x`],
  ])("refuses %s", async (_, code) => {
    await expect(planted(code)).rejects.toThrow();
  });
});
