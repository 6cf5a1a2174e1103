/** What the documents say is there, and their tables are those the code generates. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readSettings } from "#contract/settings";
import { projectDir } from "../lib/paths.ts";
import { readmePath, withTables } from "../report/readme.ts";

const documents = ["README.md", "CONTRIBUTING.md", "results/README.md"];
const read = (file: string): string => readFileSync(join(projectDir, file), "utf8");

describe("documents", () => {
  it("README holds the generated tables", async () => {
    const readme = readFileSync(readmePath, "utf8");
    expect(await withTables(readme)).toBe(readme);
  });

  it.each(documents)("%s names only make targets that exist", (file) => {
    const targets = [...read("Makefile").matchAll(/^([a-z-]+):/gm)].map(([, name]) => name);
    const named = [...read(file).matchAll(/\bmake ([a-z]+)\b/g)].map(([, name]) => name);
    const commands = named.filter((name) => new RegExp(`(^\\$? ?|\`)make ${name}\\b`, "m").test(read(file)));
    for (const name of commands) expect(targets).toContain(name);
  });

  it.each(documents)("%s speaks only of settings and values that there are", (file) => {
    const commands = [...read(file).matchAll(/`make [a-z-]+ ([A-Z_]+=[^`]*)`/g)].map(([, settings = ""]) => settings);
    const written = commands.filter((settings) => !/[<…]|^NAME=/.test(settings)); // of others only the reader knows the value
    const flags = written.flatMap((settings) =>
      [...settings.matchAll(/([A-Z_]+)=(?:"([^"]*)"|'([^']*)'|(\S+))/g)].map(
        ([, name = "", ...values]) => [name, values.find((value) => value !== undefined) ?? ""] as const,
      ),
    );
    for (const flag of flags) expect(readSettings({ flags: [flag], environment: {} }).mistakes).toEqual([]);
  });

  it.each(documents)("%s names only paths that exist", (file) => {
    const paths = [...read(file).matchAll(/`((?:scripts|scenarios|thresholds|build|results)\/[\w./-]+)`/g)].map(
      ([, path]) => path ?? "",
    );
    for (const path of paths) expect(existsSync(join(projectDir, path)), path).toBe(true);
  });
});
