/** What is a command in a guide, and that every line of ours is known. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fields } from "#contract/settings";
import { projectDir } from "../lib/paths.ts";
import { readGuide } from "./commands.ts";
import { leftOut, readyToRun, standIns } from "./ready.ts";

const fence = "```";
const guide = (kind: string, ...lines: readonly string[]) =>
  readGuide("guide.md", ["# A guide", "", fence + kind, ...lines, fence, ""].join("\n"));

describe("commands of a guide", () => {
  it("are the lines of a block to type, continued ones joined, and those after a prompt", () => {
    expect(guide("sh", "# first this", "make load \\", "  PROFILE=smoke", "", "make heal").commands).toEqual([
      { file: "guide.md", line: 5, text: "make load PROFILE=smoke" },
      { file: "guide.md", line: 8, text: "make heal" },
    ]);
    const shown = guide("console", "$ make load", "mesh · load", "make is only spoken of");
    expect(shown).toEqual({ commands: [{ file: "guide.md", line: 4, text: "make load" }], unknown: [] });
  });

  it("are not skipped where they stand in a block of another kind, or of none", () => {
    expect(guide("text", "make load").unknown).toEqual([
      'guide.md:4 a command in a block of the kind "text": make load',
    ]);
    expect(guide("", "make load").unknown).toEqual([expect.stringMatching(/^guide.md:3 a block of the kind ""/)]);
  });

  it("are one call of make, with nothing left that only its reader knows", () => {
    const wrong = (text: string): string => {
      const ready = readyToRun(text, "/nowhere");
      return "wrong" in ready ? ready.wrong : "";
    };
    expect(wrong("make load PROFILE=smoke SEARCH_BODY='{\"a\":\"{query}\"}' SEARCH_PATH='/agents?a={query}'")).toBe("");
    expect(wrong("make load || true")).toMatch(/nobody says how to run it/);
    expect(wrong("npm test")).toMatch(/nobody says how to run it/);
    expect(wrong("make nightly PART=<part>")).toMatch(/<part> stands for/);
  });

  it("in our guides are all known, and what is left out or replaced is there", () => {
    const ours = fields.GUIDES.fallback.map((file) => readGuide(file, readFileSync(join(projectDir, file), "utf8")));
    expect(ours.flatMap(({ unknown }) => unknown)).toEqual([]);
    const texts = ours.flatMap(({ commands }) => commands.map(({ text }) => text));
    for (const { command } of leftOut) expect(texts.filter((text) => command.test(text))).not.toEqual([]);
    for (const { says } of standIns) expect(texts.filter((text) => text.includes(says))).not.toEqual([]);
  });
});
