/** How quick the reference codebase server is with ten thousand files: indexing them, and answering 50 searches a second. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { pickIndex, randomFrom } from "#contract/random";
import { Problem } from "../lib/problem.ts";
import { indexTree } from "../stack/codebase/content.ts";
import { type GeneratedTree, generateTree } from "../stack/data/source-tree.ts";
import { treeCache, trees } from "../stack/data/trees.ts";
import { target } from "../targets/codebase.ts";
import type { Bench } from "./bench-run.ts";
import { type Figure, figure, round } from "./figure.ts";

const projectId = "ten-thousand";
const searchesPerSecond = 50;
const searchCount = 1000;

/** Not measured where PostgreSQL does not run. */
export async function measureCodebase(bench: Bench): Promise<readonly Figure[]> {
  if (target.unavailable() !== undefined) return [];
  const tree = generateTree(treeCache, trees["ten-thousand"]);
  const dataDir = join(bench.folder, "codebase");
  mkdirSync(dataDir, { mode: 0o700 });
  const { url } = await target.start({ processes: bench.processes, dataDir, signal: bench.signal });
  return [await measureIndexing(url, tree, bench.signal), await measureSearching(url, tree, bench.signal)];
}

async function measureIndexing(url: string, tree: GeneratedTree, signal: AbortSignal): Promise<Figure> {
  const begin = performance.now();
  const job = await indexTree(url, tree.root, signal, { projectId });
  const seconds = round((performance.now() - begin) / 1000, 1);
  const { files, lines, bytes } = tree;
  const sample = { seconds, files, lines, bytes, indexed: job.files_indexed, chunks: job.chunks_created };
  return figure({
    name: "codebase server, index",
    kind: "cost",
    unit: "s",
    limit: 20,
    measured: job.files_indexed === files ? seconds : Number.NaN,
    how: `${files} generated files into an empty project, from the request to the job's end, once`,
    samples: [sample],
  });
}

async function measureSearching(url: string, tree: GeneratedTree, signal: AbortSignal): Promise<Figure> {
  const random = randomFrom(1);
  const word = (): string => tree.words[pickIndex(random, tree.words.length)] ?? "";
  const begin = performance.now();
  const answers: Promise<number>[] = [];
  for (let index = 0; index < searchCount; index += 1) {
    const dueMs = begin + (index * 1000) / searchesPerSecond;
    await delay(Math.max(0, dueMs - performance.now()), undefined, { signal });
    answers.push(searchOnce(url, random() < 0.5 ? word() : `${word()} ${word()}`, dueMs, signal));
  }
  const sorted = (await Promise.all(answers)).sort((a, b) => a - b);
  const at = (share: number): number => round(sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN, 1);
  return figure({
    name: "codebase server, search p95",
    kind: "cost",
    unit: "ms",
    limit: 50,
    measured: at(0.95),
    how: `${searchCount} searches at ${searchesPerSecond}/s over ${tree.files} files, from when each was due to its whole answer`,
    samples: [{ p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) }],
  });
}

/** Milliseconds from when it was due. */
async function searchOnce(url: string, query: string, dueMs: number, signal: AbortSignal): Promise<number> {
  const response = await fetch(`${url}/mcp/search`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, limit: 10, project_id: projectId }),
    signal,
  });
  const text = await response.text();
  if (response.status === 200 && JSON.parse(text).results.length > 0) return performance.now() - dueMs;
  throw new Problem("broken", {
    what: `the codebase server answered a search for "${query}" with ${response.status} ${text.slice(0, 200)}`,
    why: "its words are those of the indexed files: a right answer holds a hit",
    fix: "look at scripts/stack/codebase",
  });
}
