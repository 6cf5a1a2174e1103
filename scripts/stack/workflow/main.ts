/** The reference workflow server (contract C3): `CODEBASE_URL=… node main.ts [--host H] [--port P]`. */
import type { AddressInfo } from "node:net";
import { connectDatabase } from "../service/database.ts";
import { createHttp } from "../service/http.ts";
import { openLog } from "../service/log.ts";
import { createMetrics } from "../service/metrics.ts";
import { type RunningService, runService } from "../service/run.ts";
import { readSettings } from "../service/settings.ts";
import { createReferences } from "./references.ts";
import { addMcp, addRoutes } from "./routes.ts";
import { createTables } from "./schema.ts";

const version = "1.0.0";
const defaultCodebaseUrl = "http://127.0.0.1:8020";

async function start(): Promise<RunningService> {
  const beganAt = performance.now();
  const settings = readSettings(process.env, process.argv.slice(2), { port: 8010, store: "postgres" });
  const codebaseUrl = readCodebaseUrl(process.env.CODEBASE_URL ?? defaultCodebaseUrl);
  const log = openLog(settings.logLevel, settings.logFile);
  const metrics = createMetrics("workflow_mcp");

  const configuredAt = performance.now();
  const database = await connectDatabase(settings.databaseUrl, log, metrics);
  await database.use(createTables);
  const references = createReferences(codebaseUrl, log, metrics);

  const storedAt = performance.now();
  const app = createHttp({ version, log, metrics, readStoreHealth: database.readHealth });
  addRoutes(app, { database, references });
  addMcp(app, { database, references }, version, log);
  await app.listen({ host: settings.host, port: settings.port });
  const { address, port } = app.server.address() as AddressInfo; // a TCP server's address is never a string
  log("INFO", "server_started", {
    host: address,
    port,
    config_ms: Math.round(configuredAt - beganAt),
    store_ms: Math.round(storedAt - configuredAt),
    listen_ms: Math.round(performance.now() - storedAt),
  });
  return {
    log,
    async close() {
      await app.close();
      references.close();
      await database.close();
    },
    cut: () => app.server.closeAllConnections(),
  };
}

function readCodebaseUrl(text: string): string {
  if (URL.canParse(text) && new URL(text).protocol === "http:") return text.replace(/\/+$/, "");
  throw new Error(`CODEBASE_URL="${text}" is no http:// address`);
}

await runService(start);
