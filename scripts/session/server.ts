/** Serves the session page and its events on loopback: nothing else, to nobody else, and nobody it serves is waited for. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { PageText } from "./page.ts";

export interface PageServer {
  readonly url: string;
  /** To every page that is open. */
  send(text: string): void;
  /** Gives open pages a moment to get what was sent; never more. */
  close(): Promise<void>;
}

/** `replay` gives the events a page misses that knows those up to `lastEventId`. */
export async function openServer(
  port: number,
  page: PageText,
  replay: (lastEventId: string | undefined) => string,
): Promise<PageServer> {
  const followers = new Set<ServerResponse>();
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url?.split("?", 1)[0];
    if (!isOurs(incoming)) refuse(outgoing, 403, "this page is for this machine alone");
    else if (incoming.method !== "GET") refuse(outgoing, 405, "only GET");
    else if (path === "/") outgoing.writeHead(200, headersOf(page)).end(page.html);
    else if (path !== "/events") refuse(outgoing, 404, "there is only /");
    else if (followers.size >= mostFollowers) refuse(outgoing, 503, "too many pages are open");
    else follow(incoming, outgoing);
  });
  const follow = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    outgoing.writeHead(200, { ...common, "content-type": "text/event-stream" });
    outgoing.write(replay(incoming.headers["last-event-id"]?.toString()));
    followers.add(outgoing);
    outgoing.on("close", () => followers.delete(outgoing));
  };
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host: "127.0.0.1", exclusive: true }, resolve);
  });
  server.unref();
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    send(text) {
      for (const follower of followers) {
        if (follower.writableLength > mostBehindBytes)
          follower.destroy(); // it comes back and gets everything at once
        else follower.write(text);
      }
    },
    close: () => close(server, [...followers]),
  };
}

const mostFollowers = 32;
const mostBehindBytes = 8 * 2 ** 20;
const partingMs = 300;

const common = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
} as const;

function headersOf({ policy }: PageText): Readonly<Record<string, string>> {
  return {
    ...common,
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": `${policy}; frame-ancestors 'none'`,
  };
}

/** A name that was made to resolve to loopback is in the Host header: such a page must not read what this one may. */
function isOurs({ headers, socket }: IncomingMessage): boolean {
  return headers.host === `127.0.0.1:${socket.localPort}` || headers.host === `localhost:${socket.localPort}`;
}

function refuse(outgoing: ServerResponse, status: number, why: string): void {
  outgoing.writeHead(status, { ...common, "content-type": "text/plain" }).end(`${why}\n`);
}

async function close(server: Server, followers: readonly ServerResponse[]): Promise<void> {
  const written = followers.map((follower) => new Promise<void>((resolve) => follower.end(resolve)));
  const { promise: isLate, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, partingMs);
  await Promise.race([Promise.all(written), isLate]);
  clearTimeout(timer);
  const closed = new Promise((done) => server.close(done));
  server.closeAllConnections();
  await closed;
}
