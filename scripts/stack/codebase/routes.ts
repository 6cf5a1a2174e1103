/** The REST routes of the codebase server (contract C2). */
import type { FastifyInstance } from "fastify";
import type { Database } from "../service/database.ts";
import type { Timing } from "../service/http.ts";
import { parseRequest } from "../service/request.ts";
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
    app.post(url, (request) => search(parseRequest(searchRequest, request.body), request.timing));
  }
  app.post("/mcp/index", async (request, reply) =>
    reply.code(202).send(await beginIndexing(indexer, parseRequest(indexRequest, request.body))),
  );
  app.get<ById>("/mcp/index/:id", ({ params }) => readJob(database, params.id));
  app.get<ById>("/mcp/chunks/:id", ({ params, timing }) => readChunk(database, params.id, timing));
  app.delete<ById>("/mcp/chunks/:id", async ({ params, timing }, reply) => {
    await removeChunk(database, params.id, timing);
    return reply.code(204).send();
  });
  app.post("/mcp/chunks/exists", ({ body, timing }) =>
    partition(database, parseRequest(existsRequest, body).ids, timing),
  );
}
