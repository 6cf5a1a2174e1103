/** Stands between browsers and k6's dashboard: browsers may stay as long as they like, k6 never waits for one. */
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { EventStream } from "./stream.ts";

export interface Dashboard extends AsyncDisposable {
  /** What to open in a browser. */
  readonly url: string;
  /** From here on, browsers are fed from this stream. */
  attach(stream: EventStream): void;
}

/** Listens on loopback only. `k6Port` is where k6 serves its page, `port` 0 lets the OS pick. */
export async function openDashboard(port: number, k6Port: number): Promise<Dashboard> {
  const { promise: attached, resolve: attach } = Promise.withResolvers<EventStream>();
  const server = createServer((incoming, outgoing) => {
    if (incoming.url?.startsWith("/events")) void attached.then((stream) => feed(stream, outgoing));
    else relay(incoming, outgoing, k6Port);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    attach,
    [Symbol.asyncDispose]: () => close(server),
  };
}

/** Replays what a late browser missed, then follows. */
function feed(stream: EventStream, outgoing: ServerResponse): void {
  outgoing.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  for (const { raw } of stream.past) outgoing.write(raw);
  const unsubscribe = stream.subscribe(({ raw }) => outgoing.write(raw));
  outgoing.on("close", unsubscribe);
}

function relay(incoming: IncomingMessage, outgoing: ServerResponse, k6Port: number): void {
  const upstream = request(
    { host: "127.0.0.1", port: k6Port, path: incoming.url, method: incoming.method, agent: false },
    (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    },
  );
  upstream.on("error", () => {
    if (!outgoing.headersSent) outgoing.writeHead(503, { "content-type": "text/plain", "retry-after": "1" });
    outgoing.end("k6's dashboard is not there (yet, or any more)\n");
  });
  incoming.pipe(upstream);
}

async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections(); // an open tab must not delay the end
  await closed;
}
