/** A real HTTP server on a loopback port of its own, made of a function from request to reply. */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What goes back over the wire. `never` keeps the connection open and says nothing. */
export type Reply = Sent | "never";
export interface Sent {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Announces the whole body, sends half of it and breaks the connection. */
  readonly isCutShort?: true;
}

export type Handler = (request: Received) => Reply | Promise<Reply>;

export interface Served extends AsyncDisposable {
  /** Without a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

export async function serve(handler: Handler): Promise<Served> {
  const server = createServer((incoming, outgoing) => {
    answer(handler, incoming, outgoing).catch((error: unknown) => outgoing.destroy(error as Error));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const close = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections(); // those that were never answered, too
    await closed;
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close, [Symbol.asyncDispose]: close };
}

async function answer(handler: Handler, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const { pathname: path, searchParams: query } = new URL(incoming.url ?? "/", "http://127.0.0.1");
  const body = Buffer.concat(chunks).toString("utf8");
  const reply = await handler({ method: incoming.method ?? "GET", path, query, headers: incoming.headers, body });
  if (reply === "never") return;
  send(reply, outgoing);
}

function send({ status, headers = {}, body = "", isCutShort }: Sent, outgoing: ServerResponse): void {
  const bytes = Buffer.from(body);
  outgoing.writeHead(status, { ...headers, ...(status === 204 ? {} : { "content-length": bytes.length }) });
  if (isCutShort === undefined) outgoing.end(bytes);
  else outgoing.write(bytes.subarray(0, bytes.length / 2), () => outgoing.destroy());
}

export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Sent {
  return { status, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(value) };
}
