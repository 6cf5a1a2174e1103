/** Relays MCP requests to agents that are listed, and to nobody else. */
import type { IncomingHttpHeaders, IncomingMessage, RequestOptions } from "node:http";
import type { FastifyInstance } from "fastify";
import { ServiceError } from "../service/errors.ts";
import type { Store } from "./store.ts";

/** Imported, node:http would load Node's WebSocket and fetch with it: a tenth of a start. */
const http = process.getBuiltinModule("node:http");
const timeoutMs = 60_000;

interface Route {
  Params: { target: string; "*": string };
}

export function addProxy(app: FastifyInstance, store: Store): void {
  const agent = new http.Agent({ keepAlive: true });
  app.addHook("onClose", async () => agent.destroy());
  void app.register(async (scope) => {
    // The body is not ours to understand: it is passed on byte by byte.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    scope.post<Route>("/proxy/:target/*", async (request, reply) => {
      const { target, "*": path } = request.params;
      if (path !== "mcp") throw new ServiceError(400, "invalid_path", "Only the path /mcp is relayed");
      const [, host = "", port = ""] = /^(?:\[(?<v6>.+)\]|(.+)):(\d{1,5})$/.exec(target)?.filter(Boolean) ?? [];
      const listed = store.use(
        "find_address",
        (tables) => tables.get("SELECT id FROM agents WHERE host = ? AND port = ? LIMIT 1", host, Number(port)),
        request.timing,
      );
      if (listed === undefined) throw new ServiceError(403, "unlisted", `'${target}' is no registered agent`);
      const gone = new AbortController();
      reply.raw.once("close", () => gone.abort()); // the caller went away
      const body = request.body instanceof Buffer ? request.body : Buffer.alloc(0);
      const headers = { ...pick(request.headers, toAgent), "content-length": body.length };
      const options = { agent, host, port, path: "/mcp", method: "POST", headers, signal: gone.signal };
      const answer = await relay(options, body).catch((error: unknown) => {
        throw new ServiceError(502, "agent_unreachable", `'${target}' cannot be reached: ${error}`);
      });
      return reply
        .code(answer.statusCode ?? 502)
        .headers(pick(answer.headers, toCaller))
        .send(answer);
    });
  });
}

/** Once more when a connection kept from before turns out to have been closed meanwhile. */
function relay(options: RequestOptions, body: Buffer): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = http.request({ ...options, timeout: timeoutMs }, resolve);
    request.once("timeout", () => request.destroy(new Error(`no answer within ${timeoutMs / 1000} s`)));
    request.once("error", (error: NodeJS.ErrnoException) => {
      if (request.reusedSocket && error.code === "ECONNRESET") resolve(relay({ ...options, agent: false }, body));
      else reject(error);
    });
    request.end(body);
  });
}

const toAgent = /^(content-type|accept|mcp-.+|x-mesh-.+|x-trace-id|x-parent-span)$/;
const toCaller = /^(content-type|content-length|mcp-.+|x-mesh-.+)$/;

function pick(headers: IncomingHttpHeaders, names: RegExp): Record<string, string | string[]> {
  const picked: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined && names.test(name)) picked[name] = value;
  return picked;
}
