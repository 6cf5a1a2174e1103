/** Workflows run nothing that can change under its name, may do no more than read, and call make alone. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { projectDir } from "../lib/paths.ts";

const folder = join(projectDir, ".github/workflows");
const targets = [...readFileSync(join(projectDir, "Makefile"), "utf8").matchAll(/^([a-z-]+):/gm)].map(
  ([, name]) => name,
);

describe.each(readdirSync(folder))("%s", (file) => {
  const workflow = readFileSync(join(folder, file), "utf8");
  const all = (pattern: RegExp): readonly string[] => [...workflow.matchAll(pattern)].map(([, found = ""]) => found);

  it("takes every action by its commit, with the version beside it", () => {
    const used = all(/\buses: (.+)/g);
    expect(used).not.toEqual([]);
    for (const action of used) expect(action).toMatch(/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it("may only read the sources, keeps no credentials, and ends by itself", () => {
    expect(all(/^permissions:\n((?: {2}.+\n)+)/gm)).toEqual(["  contents: read\n"]);
    expect(workflow).not.toMatch(/: write|permissions: \w+-all|pull_request_target/);
    expect(all(/\b(persist-credentials: \w+)/g)).toEqual(
      all(/(actions\/checkout)@/g).map(() => "persist-credentials: false"),
    );
    expect(all(/(timeout-minutes): \d+/g).length).toBe(all(/^ {4}(runs-on):/gm).length);
  });

  it("calls make targets that exist, and pastes nothing into a command", () => {
    const commands = all(/\brun: (.+)/g);
    for (const target of all(/\bmake ([a-z-]+)/g)) expect(targets).toContain(target);
    for (const command of commands) expect(command).not.toContain("${{");
  });
});
