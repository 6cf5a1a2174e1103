/** One probe on the wire, over kept-alive connections of its own. Runs in the probe process. */
import http from "node:http";
import { epochMs } from "../../lib/schedule.ts";
import type { ProbeSample, ProbeTarget } from "./sample.ts";

export interface Asker {
  /** Sends now, whatever became of earlier ones. `done` is called once, at the latest after the timeout. */
  ask(done: (sample: ProbeSample) => void): void;
}

/** What is told of a kept-alive connection that the server closed for its idleness while we wrote to it. */
const staleCodes = new Set(["ECONNRESET", "EPIPE"]);

export async function createAsker(target: ProbeTarget, timeoutMs: number): Promise<Asker> {
  const { name, url, method = "GET", headers = {}, body, expectedStatus = 200 } = target;
  const { request: send, Agent } = url.startsWith("https:") ? await import("node:https") : http;
  // few spare connections: those that a freeze made necessary are not left to go stale
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 2 });
  const length = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
  const { protocol, hostname, port, pathname, search } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, "");
  const options = { protocol, host, port, path: pathname + search, method, headers: { ...headers, ...length }, agent };

  const ask: Asker["ask"] = (done) => {
    const sentMs = epochMs();
    let request: http.ClientRequest;
    let isDone = false;
    const end = (why: string | null): void => {
      if (isDone) return;
      isDone = true;
      clearTimeout(timer);
      done({ target: name, sentMs, ms: epochMs() - sentMs, ok: why === null, why });
    };
    const timer = setTimeout(() => {
      end("timeout");
      request.destroy();
    }, timeoutMs);
    const take = (response: http.IncomingMessage): void => {
      response.resume(); // an answer counts when all of it is here
      response.once("end", () => end(response.statusCode === expectedStatus ? null : `status ${response.statusCode}`));
      response.once("error", () => end("answer cut short"));
    };
    const attempt = (isSecond: boolean): void => {
      request = send(isSecond ? { ...options, agent: false } : options, take); // false: a connection of its own
      request.once("error", (error: NodeJS.ErrnoException) => {
        const isStale = request.reusedSocket && !isSecond && staleCodes.has(error.code ?? "");
        if (isStale && !isDone)
          attempt(true); // as nodejs.org/api/http.html#requestreusedsocket advises; its time counts
        else end(error.code ?? error.message);
      });
      request.on("error", () => {}); // what comes after its end
      request.end(body);
    };
    attempt(false);
  };
  return { ask };
}
