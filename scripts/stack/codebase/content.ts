/** Fills a codebase server through its own front door and tells which words can be searched for. Runs in the suite, not in the server. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import pg from "pg";
import { z } from "zod";
import { Problem } from "../../lib/problem.ts";
import { waitFor } from "../../lib/waiting.ts";
import { defaultProjectId, schemaOf } from "./schema.ts";

/** The folder of an installed package, whatever its manifest exports. */
export function packageFolder(name: string): string {
  const roots = createRequire(import.meta.url).resolve.paths(name) ?? [];
  const folder = roots.map((root) => join(root, name)).find((candidate) => existsSync(join(candidate, "package.json")));
  if (folder !== undefined) return folder;
  throw new Problem("broken", {
    what: `the package ${name} is not installed`,
    why: "the search system's content is the source of installed packages",
    fix: "run npm ci",
  });
}

const jobAnswer = z.object({
  job_id: z.string(),
  status: z.enum(["pending", "running", "completed", "failed"]),
  files_indexed: z.number(),
  chunks_created: z.number(),
  error_message: z.string().nullable(),
});
export type IndexJob = z.infer<typeof jobAnswer>;

interface IndexOptions {
  readonly projectId?: string;
  readonly deadlineMs?: number;
}

/** Resolves when the tree is indexed. */
export async function indexTree(
  url: string,
  repoPath: string,
  signal: AbortSignal,
  { projectId = defaultProjectId, deadlineMs = 60_000 }: IndexOptions = {},
): Promise<IndexJob> {
  const begun = await ask(`${url}/mcp/index`, signal, { repo_path: repoPath, project_id: projectId });
  const ended = await waitFor(
    async () => {
      const job = await ask(`${url}/mcp/index/${begun.job_id}`, signal);
      return job.status === "completed" || job.status === "failed" ? job : undefined;
    },
    { deadlineMs, pollMs: 10, signal },
  );
  if (ended?.status === "completed") return ended;
  throw new Problem("broken", {
    what: `the codebase server did not index ${repoPath}: ${ended?.error_message ?? `not done after ${deadlineMs / 1000} s`}`,
    why: "there is nothing to search for",
    fix: "read logs/codebase.log of this run",
  });
}

async function ask(url: string, signal: AbortSignal, body?: object): Promise<IndexJob> {
  const post = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(url, { signal, ...(body === undefined ? {} : post) });
  const text = await response.text();
  if (response.ok) return jobAnswer.parse(JSON.parse(text));
  throw new Problem("broken", {
    what: `the codebase server answered ${url} with ${response.status} ${text}`,
    why: "what it should search could not be indexed",
    fix: "read logs/codebase.log of this run",
  });
}

/** Words that are neither everywhere nor almost nowhere, from a sample that is the same for the same content. */
export async function readVocabulary(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ word: string }>(
      `SELECT word
         FROM ts_stat('SELECT words FROM "${schemaOf(defaultProjectId)}".chunks ORDER BY chunk_id LIMIT 500')
        WHERE ndoc BETWEEN 2 AND 15 AND word ~ '^[a-z]{4,16}$'
        ORDER BY md5(word) LIMIT 200`,
    );
    return rows.map(({ word }) => word);
  } finally {
    await client.end();
  }
}
