/** The HTTP side every reference server shares: /ping, /health, /metrics, errors, Server-Timing (contract C0). */
import { type FastifyInstance, type FastifyReply, fastify } from "fastify";
import { answerUnknown, codeMessageDetails, type ErrorEnvelope, toServiceError } from "./errors.ts";
import { describeHealth, type Health, type StoreHealth } from "./health.ts";
import { bodyLimitBytes } from "./limits.ts";
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
  /** {error, message, details} unless a contract wants another. */
  readonly errorEnvelope?: ErrorEnvelope;
  /** What a contract wants of GET and HEAD /health besides. */
  extendHealth?(health: Health, reply: FastifyReply): Health & Readonly<Record<string, unknown>>;
}

/** Looking at a server must not change what is seen: these are not counted. */
const observing = new Set(["/health", "/metrics"]);

/** Fastify's own schema compilers are 110 modules, a third of a start; no route here has a schema. */
function noSchemas(): never {
  throw new Error("routes check what they get by themselves");
}

export function createHttp(service: HttpService): FastifyInstance {
  const { version, log, metrics, readStoreHealth, errorEnvelope = codeMessageDetails } = service;
  const app = fastify({
    bodyLimit: bodyLimitBytes,
    forceCloseConnections: "idle", // the others get their answer
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
  });
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
    const { method, url } = request;
    const reason = answer.status < 500 || !(error instanceof Error) ? answer.message : error.message;
    const level = answer.status >= 500 ? "ERROR" : "WARNING";
    log(level, "request_failed", { method, url, status: answer.status, error: answer.code, reason });
    if (answer.status === 503) reply.header("retry-after", "1");
    return reply.code(answer.status).send(errorEnvelope(answer));
  });
  answerUnknown(app);

  app.route({ method: ["GET", "POST"], url: "/ping", handler: (_request, reply) => reply.code(204).send() });
  app.get("/health", (_request, reply) => {
    const health = describeHealth(readStoreHealth(), version, new Date());
    return service.extendHealth?.(health, reply) ?? health;
  });
  app.get("/metrics", async (request, reply) => {
    if (request.headers.accept?.includes("application/json")) return metricsAsJson(metrics);
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
  return app;
}
