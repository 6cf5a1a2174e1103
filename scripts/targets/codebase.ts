/** The reference codebase search server on PostgreSQL, over the sources of packages this suite installs. */
import { freePort } from "../lib/ports.ts";
import { indexTree, packageFolder, readVocabulary } from "../stack/codebase/content.ts";
import { codebaseProcess } from "../stack/codebase-process.ts";
import { startPostgres } from "../stack/postgres.ts";
import { postgresUnavailable } from "../stack/postgres-binaries.ts";
import { answersOk, startServer } from "./readiness.ts";
import type { Target } from "./target.ts";

/** Real code and prose, enough to make an index work for its answers and little enough to be read within a run's start. */
const indexedPackages = ["fastify", "hono", "ajv", "@modelcontextprotocol/sdk"] as const;

export const target: Target = {
  role: "search",
  dialect: "codebase",
  isDefault: true,
  store: "database",
  unavailable: postgresUnavailable,
  async start({ processes, dataDir, signal, databaseVia }) {
    const database = await startPostgres({ processes, name: "codebase-postgres", dataDir, signal });
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const started = await startServer(
      processes,
      codebaseProcess({ port, databaseUrl: (await databaseVia?.(database.url)) ?? database.url, cwd: dataDir }),
      { deadlineMs: 15_000, signal, isReady: () => answersOk(`${url}/health`) },
    );
    for (const name of indexedPackages) await indexTree(url, packageFolder(name), signal); // one job a project at a time
    return { url, ...started, cheap: { path: "/health" }, database, vocabulary: await readVocabulary(database.url) };
  },
};
