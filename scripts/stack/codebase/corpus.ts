/** What a codebase server is filled with before a run: installed packages, ten thousand generated files, or two tenants. Counted before it is timed. */
import { readdirSync } from "node:fs";
import type { PlannedTenant } from "#contract/plan";
import { Problem } from "../../lib/problem.ts";
import { type GeneratedTree, generateTree } from "../data/source-tree.ts";
import { treeCache, trees } from "../data/trees.ts";
import { wordsOf } from "../data/vocabulary.ts";
import { indexTree, packageFolder, readVocabulary } from "./content.ts";

/** Which, and for tenants the projects they are stored in. */
export type Corpus =
  | { readonly name: "ten-thousand" }
  | { readonly name: "tenants"; readonly projects: readonly string[] };

export interface Filled {
  /** Words that occur in what it holds. */
  readonly vocabulary: readonly string[];
  readonly tenants?: readonly PlannedTenant[];
  /** From the first request to index to the last job's end. */
  readonly indexMs: number;
}

interface Place {
  readonly url: string;
  readonly databaseUrl: string;
  readonly signal: AbortSignal;
}

/** Real code and prose, enough to make an index work for its answers and little enough to be read within a run's start. */
const indexedPackages = ["fastify", "hono", "ajv", "@modelcontextprotocol/sdk"] as const;

/** Every user holds a copy of the words it draws from. */
const wordsKept = 200;

/** Above the limit on indexing, so that a slow one is a missed gate and not a run that never began. */
const jobDeadlineMs = 180_000;

export async function fillCodebase(place: Place, corpus: Corpus | undefined): Promise<Filled> {
  if (corpus === undefined) return fillWithPackages(place);
  return corpus.name === "tenants" ? fillWithTenants(place, corpus.projects) : fillWithTree(place);
}

async function fillWithPackages({ url, databaseUrl, signal }: Place): Promise<Filled> {
  const begin = performance.now();
  for (const name of indexedPackages) await indexTree(url, packageFolder(name), signal); // one job a project at a time
  return { indexMs: performance.now() - begin, vocabulary: await readVocabulary(databaseUrl) };
}

async function fillWithTree({ url, signal }: Place): Promise<Filled> {
  const tree = countedTree(treeCache, "ten-thousand");
  const begin = performance.now();
  const job = await indexTree(url, tree.root, signal, { deadlineMs: jobDeadlineMs });
  const indexMs = performance.now() - begin;
  requireCount(
    `the codebase server indexed ${job.files_indexed} of the files below ${tree.root}`,
    job.files_indexed,
    tree.files,
  );
  return { indexMs, vocabulary: spread(tree.words, wordsKept) };
}

/** Words of every language a tree is written in: tenants share nothing else. */
const sharedWords = ["return", "import", "string"] as const;

/** One after the other, since both may be given the same project. */
async function fillWithTenants({ url, signal }: Place, projects: readonly string[]): Promise<Filled> {
  const begin = performance.now();
  const tenants: PlannedTenant[] = [];
  for (const [index, name] of (["tenant-a", "tenant-b"] as const).entries()) {
    const tree = countedTree(treeCache, name);
    const projectId = projects[index] ?? name;
    await indexTree(url, tree.root, signal, { projectId });
    // the most frequent words name the folders, so every file has some of them in its path
    tenants.push({ projectId, words: spread(tree.words, wordsKept / 2), marks: wordsOf(name).slice(0, wordsKept) });
  }
  return { indexMs: performance.now() - begin, vocabulary: sharedWords, tenants };
}

/** The tree, with as many files on the disk as it was made with. */
export function countedTree(cache: string, name: keyof typeof trees): GeneratedTree {
  const tree = generateTree(cache, trees[name]);
  const entries = readdirSync(tree.root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).length;
  requireCount(`the generated tree ${tree.root} holds ${files} files`, files, trees[name].files);
  return tree;
}

function requireCount(what: string, count: number, expected: number): void {
  if (count === expected) return;
  throw new Problem("broken", {
    what: `${what}, not ${expected}`,
    why: "figures of another amount of data would be compared with the limits of this one",
    fix: `remove ${treeCache}, and it is made anew; a database given by DATABASE_URL must not hold the files already`,
  });
}

/** Some of the words, from all over the list. */
function spread(words: readonly string[], count: number): readonly string[] {
  const step = Math.max(1, words.length / count);
  return words.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step)).slice(0, count);
}
