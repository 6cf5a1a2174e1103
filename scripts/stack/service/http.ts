/** The HTTP side every reference server shares: /ping, /health, /metrics, the error envelope, Server-Timing (contract C0). */
import { type FastifyInstance, fastify } from "fastify";
import { answerUnknown, sendError, toServiceError } from "./errors.ts";
import { describeHealth, type StoreHealth } from "./health.ts";
import type { Log } from "./log.ts";
import { type Metrics, metricsAsJson } from "./metrics.ts";

/** Where a request's time went, filled in while it is served. */
export interface Timing {
  poolMs: number;
  databaseMs: number;
}

declare module "fastify" {
  interface FastifyRequest {
    timing: Timing;
  }
}

export interface HttpService {
  readonly version: string;
  readonly log: Log;
  readonly metrics: Metrics;
  readStoreHealth(): StoreHealth;
}

/** Looking at a server must not change what is seen: these are not counted. */
const observing = new Set(["/health", "/metrics"]);

const bodyLimitBytes = 1024 * 1024;

export function createHttp({ version, log, metrics, readStoreHealth }: HttpService): FastifyInstance {
  // Idle connections are closed at the end, busy ones get their answer.
  const app = fastify({ bodyLimit: bodyLimitBytes, forceCloseConnections: "idle" });
  app.decorateRequest("timing");
  app.addHook("onRequest", (request, _reply, done) => {
    request.timing = { poolMs: 0, databaseMs: 0 };
    done();
  });
  app.addHook("onSend", (request, reply, _payload, done) => {
    const { poolMs, databaseMs } = request.timing;
    const parts = [
      `app;dur=${reply.elapsedTime.toFixed(2)}`,
      `pool;dur=${poolMs.toFixed(2)}`,
      `db;dur=${databaseMs.toFixed(2)}`,
    ];
    reply.header("server-timing", parts.join(", "));
    done();
  });
  app.addHook("onResponse", (request, reply, done) => {
    if (!observing.has(request.routeOptions.url ?? "")) {
      metrics.requests.inc();
      metrics.requestLatency.observe(reply.elapsedTime / 1000);
      if (reply.statusCode >= 500) metrics.errors.inc();
    }
    done();
  });
  app.setErrorHandler((error, request, reply) => {
    const answer = toServiceError(error);
    if (answer.status >= 500) {
      const { method, url } = request;
      const reason = error instanceof Error ? error.message : String(error);
      log("ERROR", "request_failed", { method, url, status: answer.status, error: answer.code, reason });
    }
    return sendError(reply, answer);
  });
  answerUnknown(app);

  app.route({ method: ["GET", "POST"], url: "/ping", handler: (_request, reply) => reply.code(204).send() });
  app.get("/health", () => describeHealth(readStoreHealth(), version, new Date()));
  app.get("/metrics", async (request, reply) => {
    if (request.headers.accept?.includes("application/json")) return metricsAsJson(metrics);
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
  return app;
}
