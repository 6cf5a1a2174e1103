/** Reads k6's dashboard events: the one client k6 ever sees, so that no browser can hold up its end. */
import { request } from "node:http";
import { waitFor } from "../lib/waiting.ts";

/** One server-sent event, as text and taken apart. */
export interface StreamEvent {
  readonly raw: string;
  readonly event: string;
  readonly data: unknown;
}

export interface EventStream {
  /** All events so far; whoever joins late gets them first. */
  readonly past: readonly StreamEvent[];
  /** Calls back for each further event; returns how to stop that. */
  subscribe(listener: (event: StreamEvent) => void): () => void;
  /** Resolves when k6 said stop or the connection ended. */
  readonly ended: Promise<void>;
  close(): void;
}

/** Connects as soon as k6 listens. `undefined` when it never did within the deadline. */
export async function openStream(
  port: number,
  signal: AbortSignal,
  deadlineMs = 10_000,
): Promise<EventStream | undefined> {
  return waitFor(() => connect(port), { deadlineMs, pollMs: 20, signal });
}

function connect(port: number): Promise<EventStream | undefined> {
  const { promise, resolve } = Promise.withResolvers<EventStream | undefined>();
  const call = request({ host: "127.0.0.1", port, path: "/events", agent: false }, (response) => {
    const past: StreamEvent[] = [];
    const listeners = new Set<(event: StreamEvent) => void>();
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    let rest = "";
    response.setEncoding("utf8");
    response.on("data", (chunk: string) => {
      const blocks = (rest + chunk).split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const event = parse(block);
        if (event === undefined) continue;
        past.push(event);
        for (const listener of listeners) listener(event);
        if (event.event === "stop") call.destroy(); // k6 waits for its clients to leave before it writes the summary
      }
    });
    response.on("error", () => end());
    response.on("close", () => end());
    resolve({
      past,
      ended,
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      close: () => call.destroy(),
    });
  });
  call.on("error", () => resolve(undefined)); // not listening yet; after the answer this does nothing
  call.end();
  return promise;
}

function parse(block: string): StreamEvent | undefined {
  let event = "message";
  let data = "";
  for (const line of block.split("\n")) {
    if (line.startsWith("event: ")) event = line.slice("event: ".length);
    if (line.startsWith("data: ")) data += line.slice("data: ".length);
  }
  return data === "" ? undefined : { raw: `${block}\n\n`, event, data: JSON.parse(data) };
}
