/** What a newcomer meets at a TCP address: connects, says a few bytes, and tells the first thing that comes of it. */
import { connect } from "node:net";

export interface Met {
  /** `silence` is an open connection on which nothing came within the time. */
  readonly what: "answered" | "closed" | "refused" | "reset" | "silence" | "error";
  readonly ms: number;
}

const whats: Readonly<Record<string, Met["what"]>> = { ECONNREFUSED: "refused", ECONNRESET: "reset", EPIPE: "reset" };

/** `address` is a host and a port; `hello` something that whoever listens there answers at once. */
export function knock(address: string, hello: Buffer, timeoutMs: number): Promise<Met> {
  const { hostname, port } = new URL(`tcp://${address}`);
  const begin = performance.now();
  const { promise, resolve } = Promise.withResolvers<Met>();
  const socket = connect({ host: hostname, port: Number(port) }, () => socket.write(hello));
  const timer = setTimeout(() => end("silence"), timeoutMs);
  const end = (what: Met["what"]): void => {
    clearTimeout(timer);
    resolve({ what, ms: performance.now() - begin });
    socket.destroy();
  };
  socket.once("data", () => end("answered"));
  socket.once("end", () => end("closed"));
  socket.on("error", ({ code }: NodeJS.ErrnoException) => end(whats[code ?? ""] ?? "error"));
  return promise;
}
