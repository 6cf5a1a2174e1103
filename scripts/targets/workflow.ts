/** The reference workflow server of contract C3 on PostgreSQL, filled with 10 projects and 5,000 entities. */
import { startPostgres } from "../stack/postgres.ts";
import { postgresUnavailable } from "../stack/postgres-binaries.ts";
import { fillWorkflow } from "../stack/workflow/content.ts";
import { workflowProcess } from "../stack/workflow-process.ts";
import { answersOk, startOnFreePort } from "./readiness.ts";
import type { Target } from "./target.ts";

/** The least that proves the database. Health is answered from memory, whatever became of it. */
const cheap = { path: "/mcp/list_projects", json: { limit: 1 } } as const;

export const target: Target = {
  role: "workflow",
  dialect: "workflow-mcp",
  isDefault: true,
  store: "database",
  reads: ["LOG_LEVEL", "NODE_ENV"],
  unavailable: postgresUnavailable,
  async start({ processes, dataDir, signal, databaseVia, urlOf, alikeTimes, environment = {} }) {
    const database = await startPostgres({ processes, name: "workflow-postgres", dataDir, signal });
    const databaseUrl = (await databaseVia?.(database.url)) ?? database.url;
    const codebaseUrl = (await urlOf?.("search")) ?? nobody;
    const { port, ...started } = await startOnFreePort(
      processes,
      (own) => ({
        spec: workflowProcess({ port: own, databaseUrl, codebaseUrl, cwd: dataDir, environment }),
        isReady: () => answersOk(`http://127.0.0.1:${own}/health`),
      }),
      { deadlineMs: 15_000, signal },
    );
    const url = `http://127.0.0.1:${port}`;
    await fillWorkflow(url, database.url, signal, alikeTimes);
    return { url, ...started, cheap, database };
  },
};

/** Without a search system in the run: a port that nobody listens on and no ordinary user may take. */
const nobody = "http://127.0.0.1:9";
