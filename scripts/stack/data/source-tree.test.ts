/** Generated trees: the same for the same spec, counted rightly, made once, and tenants without a word in common. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { wordPositions } from "../codebase/words.ts";
import { type GeneratedTree, generateTree } from "./source-tree.ts";
import { trees } from "./trees.ts";

const folder = mkdtempSync(join(tmpdir(), "mesh-load-trees-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const generate = (name: keyof typeof trees, files: number, parent = "one"): GeneratedTree =>
  generateTree(join(folder, parent), { ...trees[name], files });

function readTree({ root }: GeneratedTree): Map<string, string> {
  const paths = readdirSync(root, { recursive: true, encoding: "utf8" }).sort();
  const files = paths.filter((path) => statSync(join(root, path)).isFile());
  return new Map(files.map((path) => [path, readFileSync(join(root, path), "utf8")]));
}

it("are the same for the same spec, and counted", () => {
  const tree = generate("ten-thousand", 100);
  const texts = readTree(tree);
  expect(readTree(generate("ten-thousand", 100, "two"))).toEqual(texts);
  expect(texts.size).toBe(100);
  const all = [...texts.values()].join("");
  expect([tree.files, tree.lines, tree.bytes]).toEqual([100, all.split("\n").length - 1, Buffer.byteLength(all)]);
  for (const path of texts.keys()) expect(path).toMatch(/^project-\d\d\//);
  expect(new Set([...texts.keys()].map((path) => extname(path)))).toEqual(
    new Set([".ts", ".py", ".go", ".java", ".md"]),
  );
  expect(tree.words.length).toBeGreaterThan(50);
  const wordSets = [...texts.values()].map((text) => wordPositions(text));
  for (const word of tree.words.slice(0, 50)) {
    const count = wordSets.filter((words) => words.has(word)).length;
    expect(count).toBeGreaterThanOrEqual(2);
    expect(count).toBeLessThanOrEqual(5);
  }
});

it("are made once, and made anew when they are not whole", () => {
  const tree = generate("ten-thousand", 20, "three");
  const mark = join(tree.root, "mark");
  writeFileSync(mark, "");
  expect(generate("ten-thousand", 20, "three")).toEqual(tree);
  expect(statSync(mark).isFile()).toBe(true);
  rmSync(join(tree.root, "..", "facts.json"));
  expect(generate("ten-thousand", 20, "three")).toEqual(tree);
  expect(() => statSync(mark)).toThrow();
});

it("give tenants no word in common but those of the languages", () => {
  const [a, b] = [generate("tenant-a", 30), generate("tenant-b", 30)];
  const wordsIn = (tree: GeneratedTree): Set<string> =>
    new Set([...readTree(tree).values()].flatMap((text) => [...wordPositions(text).keys()]));
  for (const [own, other] of [
    [a, b],
    [b, a],
  ] as const) {
    expect(own.words.length).toBeGreaterThan(50);
    const foreign = wordsIn(other);
    expect(own.words.filter((word) => foreign.has(word))).toEqual([]);
  }
});
