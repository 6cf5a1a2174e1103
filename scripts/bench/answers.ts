/** The servers of the bench, in this process and as thin as can be, so that only the generator is measured. */
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, createServer, type Server } from "node:net";

export interface AnswerServer extends Disposable {
  readonly url: string;
  /** Requests so far. */
  readonly count: number;
}

/** Answers every GET with the same bytes. k6 sends one in one write and waits for its answer, so a chunk is a request. */
export function startGetServer(): Promise<AnswerServer> {
  const body = JSON.stringify({ agents: [], count: 0 });
  const head = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
  const response = Buffer.from(head + body);
  const counter = { count: 0 };
  const server = createServer((socket) => {
    socket.setNoDelay(true);
    socket.on("error", () => {}); // k6 resets its connections when it ends
    socket.on("data", () => {
      counter.count += 1;
      socket.write(response);
    });
  });
  return listen(server, counter);
}

/** An MCP server of the legacy era with one tool, which gives back its message in an event stream. */
export function startMcpServer(): Promise<AnswerServer> {
  const counter = { count: 0 };
  const server = createHttpServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (chunk: string) => {
      body += chunk;
    });
    request.on("end", () => {
      counter.count += 1;
      answerRpc(request, response, body);
    });
  });
  return listen(server, counter);
}

interface Rpc {
  readonly id?: number;
  readonly method: string;
  readonly params?: { readonly protocolVersion?: string; readonly arguments?: { readonly message?: string } };
}

function answerRpc({ method: verb }: IncomingMessage, response: ServerResponse, body: string): void {
  if (verb !== "POST") return void response.writeHead(405).end();
  const { id, method, params } = JSON.parse(body) as Rpc;
  if (id === undefined) return void response.writeHead(202).end();
  const result =
    method === "initialize"
      ? { protocolVersion: params?.protocolVersion, capabilities: {}, serverInfo: { name: "bench", version: "1" } }
      : { content: [{ type: "text", text: `Echo: ${params?.arguments?.message}` }] };
  const headers = { "Content-Type": "text/event-stream", "Mcp-Session-Id": "bench" };
  response.writeHead(200, headers).end(`event: message\ndata: ${JSON.stringify({ jsonrpc: "2.0", id, result })}\n\n`);
}

async function listen(server: Server, counter: { readonly count: number }): Promise<AnswerServer> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject).listen({ port: 0, host: "127.0.0.1" }, resolve);
  await promise;
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get count() {
      return counter.count;
    },
    [Symbol.dispose]: () => void server.close(), // connections end with the k6 that holds them
  };
}
