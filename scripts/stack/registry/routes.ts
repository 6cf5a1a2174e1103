/** The HTTP routes of the registry (contract C1). */
import type { FastifyInstance } from "fastify";
import { ServiceError } from "../service/errors.ts";
import type { Log } from "../service/log.ts";
import { findMistake, readAnnouncement } from "./announcement.ts";
import { announce, beat, leave } from "./beats.ts";
import { listEvents } from "./events.ts";
import { listAgents } from "./listing.ts";
import type { Store } from "./store.ts";

type Query = Readonly<Record<string, string | readonly string[] | undefined>>;
interface ById {
  Params: { id: string };
}

export function addRoutes(app: FastifyInstance, store: Store, log: Log): void {
  app.post("/heartbeat", (request) => {
    const announcement = readAnnouncement(request.body);
    const now = new Date();
    const mistake = findMistake(announcement);
    const announced =
      mistake === undefined
        ? store.transact("announce", (tables) => announce(tables, announcement, now.getTime()), request.timing)
        : { refused: `validation failed: ${mistake}` };
    const answer = { agent_id: announcement.id, timestamp: now.toISOString() };
    if ("refused" in announced) {
      const { method, url } = request;
      log("WARNING", "request_failed", { method, url, status: 200, error: "refused", reason: announced.refused });
      return { ...answer, status: "error", message: announced.refused };
    }
    return {
      ...answer,
      status: "success",
      message: `Agent ${announced.isNew ? "registered" : "updated"} via heartbeat`,
      llm_tools: {},
      dependencies_resolved: announced.resolved,
    };
  });
  app.head<ById>("/heartbeat/:id", (request, reply) => {
    const changed = store.use("beat", (tables) => beat(tables, request.params.id, Date.now()), request.timing);
    if (changed === undefined) {
      const { method, url } = request;
      log("WARNING", "request_failed", { method, url, status: 410, error: "gone", reason: "unknown or unhealthy" });
    }
    return reply.code(changed === undefined ? 410 : changed ? 202 : 200).send();
  });
  app.get<{ Querystring: Query }>("/agents", ({ query, timing }) => {
    const filter = {
      status: one(query, "status"),
      namespace: one(query, "namespace"),
      type: one(query, "type"),
      capabilities: many(query, "capabilities"),
    };
    const agents = store.use("list_agents", (tables) => listAgents(tables, filter), timing);
    return {
      agents: agents.length === 0 ? null : agents,
      count: agents.length,
      timestamp: new Date().toISOString(),
    };
  });
  app.get<{ Querystring: Query }>("/events", ({ query, timing }) => {
    const filter = { type: one(query, "type"), agentId: one(query, "agent_id"), limit: readLimit(query) };
    const events = store.use("list_events", (tables) => listEvents(tables, filter), timing);
    return { events, count: events.length };
  });
  void app.register(async (scope) => {
    // Clients send a DELETE without a body and call it JSON all the same.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, _body, done) => done(null));
    scope.delete<ById>("/agents/:id", ({ params: { id }, timing }, reply) => {
      store.transact("leave", (tables) => leave(tables, id, Date.now()), timing);
      return reply.code(204).send();
    });
  });
}

/** `null` when it is not asked for. */
function one(query: Query, name: string): string | null {
  const value = query[name] ?? "";
  if (typeof value !== "string") throw new ServiceError(400, "invalid_request", `${name} is given more than once`);
  return value === "" ? null : value;
}

function many(query: Query, name: string): readonly string[] | null {
  const value = query[name] ?? [];
  const values = (typeof value === "string" ? [value] : value).filter((each) => each !== "");
  return values.length === 0 ? null : values;
}

const limits = { least: 1, most: 500, fallback: 100 } as const;

function readLimit(query: Query): number {
  const text = one(query, "limit") ?? String(limits.fallback);
  const limit = Number(text);
  if (/^\d+$/.test(text) && limit >= limits.least && limit <= limits.most) return limit;
  throw new ServiceError(400, "invalid_request", `limit is no number from ${limits.least} to ${limits.most}`);
}
