/** The reference codebase search server on PostgreSQL, over the sources of packages this suite installs or a generated tree. */
import { fillCodebase } from "../stack/codebase/corpus.ts";
import { codebaseProcess } from "../stack/codebase-process.ts";
import { startPostgres } from "../stack/postgres.ts";
import { postgresUnavailable } from "../stack/postgres-binaries.ts";
import { answersOk, startOnFreePort } from "./readiness.ts";
import type { Target } from "./target.ts";

/** A search that finds nothing: the least that proves the database. Health is answered from memory, whatever became of it. */
const cheap = { path: "/mcp/search", json: { query: "mesh_load_probe_that_finds_nothing", limit: 1 } } as const;

export const target: Target = {
  role: "search",
  dialect: "codebase",
  alsoSpeaks: ["codebase-mcp", "http-json"],
  isDefault: true,
  store: "database",
  reads: ["LOG_LEVEL", "NODE_ENV", "DATABASE_URL"],
  unavailable: ({ DATABASE_URL } = {}) => (DATABASE_URL === undefined ? postgresUnavailable() : undefined),
  async start({ processes, dataDir, signal, databaseVia, corpus, environment = {} }) {
    const { DATABASE_URL: given, ...others } = environment;
    const database =
      given === undefined ? await startPostgres({ processes, name: "codebase-postgres", dataDir, signal }) : undefined;
    const databaseUrl = database?.url ?? given ?? "";
    const via = (await databaseVia?.(databaseUrl)) ?? databaseUrl;
    const { port, ...started } = await startOnFreePort(
      processes,
      (own) => ({
        spec: codebaseProcess({ port: own, databaseUrl: via, cwd: dataDir, environment: others }),
        isReady: () => answersOk(`http://127.0.0.1:${own}/health`),
      }),
      { deadlineMs: 15_000, signal },
    );
    const url = `http://127.0.0.1:${port}`;
    const filled = await fillCodebase({ url, databaseUrl, signal }, corpus);
    return {
      url,
      ...started,
      cheap,
      ...(database === undefined ? {} : { database }),
      ...filled,
    };
  },
};
