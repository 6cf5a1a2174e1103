/** The REST routes of the codebase server (contract C2). */
import type { FastifyInstance } from "fastify";
import type { z } from "zod";
import type { Database } from "../service/database.ts";
import { ServiceError } from "../service/errors.ts";
import type { Timing } from "../service/http.ts";
import { existsRequest, partition, readChunk, removeChunk } from "./chunk-store.ts";
import { beginIndexing, indexRequest, readJob } from "./index-requests.ts";
import type { Indexer } from "./indexing.ts";
import { type SearchAnswer, type SearchRequest, searchRequest } from "./search.ts";

export interface CodebaseService {
  readonly database: Database;
  readonly indexer: Indexer;
  search(request: SearchRequest, timing?: Timing): Promise<SearchAnswer>;
}

interface ById {
  Params: { id: string };
}

export function addRoutes(app: FastifyInstance, { database, indexer, search }: CodebaseService): void {
  for (const url of ["/mcp/search", "/search"]) {
    app.post(url, (request) => search(parse(searchRequest, request.body), request.timing));
  }
  app.post("/mcp/index", async (request, reply) =>
    reply.code(202).send(await beginIndexing(indexer, parse(indexRequest, request.body))),
  );
  app.get<ById>("/mcp/index/:id", ({ params }) => readJob(database, params.id));
  app.get<ById>("/mcp/chunks/:id", ({ params, timing }) => readChunk(database, params.id, timing));
  app.delete<ById>("/mcp/chunks/:id", async ({ params, timing }, reply) => {
    await removeChunk(database, params.id, timing);
    return reply.code(204).send();
  });
  app.post("/mcp/chunks/exists", ({ body, timing }) => partition(database, parse(existsRequest, body).ids, timing));
}

/** 400 with every mistake in `details`. */
function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => ({ field: path.join("."), message }));
  const message = problems.map((problem) => `${problem.field || "body"}: ${problem.message}`).join("; ");
  throw new ServiceError(400, "invalid_request", message, { problems });
}
