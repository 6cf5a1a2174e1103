/** The two ways to ask the workflow server: REST routes, with and without /mcp before them, and MCP tools. */
import { McpServer } from "@modelcontextprotocol/server";
import type { FastifyInstance } from "fastify";
import type { Database } from "../service/database.ts";
import { ServiceError } from "../service/errors.ts";
import type { Timing } from "../service/http.ts";
import type { Log } from "../service/log.ts";
import { addMcpRoute, toolAnswer } from "../service/mcp-route.ts";
import type { Asked, Call } from "./call.ts";
import { createEntity, queryEntities } from "./entities.ts";
import { activeProject, createProject, listProjects, switchProject } from "./projects.ts";
import type { References } from "./references.ts";
import { createWorkItem, queryWorkItems, readWorkItem } from "./work-items.ts";

interface WorkflowService {
  readonly database: Database;
  readonly references: References;
}

const calls: readonly Call[] = [
  createProject,
  listProjects,
  switchProject,
  activeProject,
  createEntity,
  queryEntities,
  createWorkItem,
  readWorkItem,
  queryWorkItems,
];

export function addRoutes(app: FastifyInstance, service: WorkflowService): void {
  for (const { method = "POST", path, status = 200, answer } of calls) {
    for (const prefix of ["", "/mcp"]) {
      app.route({
        method,
        url: `${prefix}/${path}`,
        async handler({ params, body, headers, timing }, reply) {
          const asked = askedBy(service, headers["x-client-id"], timing);
          const answered = await answer(asked, method === "GET" ? params : (body ?? {}));
          return reply.code(status).send(answered);
        },
      });
    }
  }
}

export function addMcp(app: FastifyInstance, service: WorkflowService, version: string, log: Log): void {
  addMcpRoute(app, ({ requestInfo }) => {
    const server = new McpServer({ name: "workflow", version });
    const client = requestInfo?.headers.get("x-client-id") ?? undefined;
    for (const { name, about, request, answer } of calls) {
      server.registerTool(name, { description: about, inputSchema: request }, (given) =>
        toolAnswer(log, name, () => answer(askedBy(service, client), given)),
      );
    }
    return server;
  });
}

const maxClientIdLength = 128;

function askedBy({ database, references }: WorkflowService, header: unknown, timing?: Timing): Asked {
  const clientId = typeof header === "string" && header !== "" ? header : "default";
  if (clientId.length > maxClientIdLength) {
    throw new ServiceError(400, "invalid_request", `X-Client-Id has more than ${maxClientIdLength} characters`);
  }
  return { clientId, references, use: (work) => database.use(work, timing) };
}
