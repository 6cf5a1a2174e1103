/** Asks the codebase server whether chunks are still there: soon or not at all, and not again for a while after it was silent. */
import { Agent, type IncomingMessage, request } from "node:http";
import { json } from "node:stream/consumers";
import { z } from "zod";
import type { Log } from "../service/log.ts";
import type { Metrics } from "../service/metrics.ts";

export interface References {
  /** The chunks that are gone, in their order; `undefined` when the codebase server did not say. */
  findMissing(ids: readonly string[]): Promise<readonly string[] | undefined>;
  close(): void;
}

const patienceMs = 100;
const failuresInARow = 3;
const restMs = 1000;

const existsAnswer = z.object({ missing: z.array(z.string()) });

export function createReferences(codebaseUrl: string, log: Log, metrics: Metrics): References {
  const agent = new Agent({ keepAlive: true });
  const url = new URL(`${codebaseUrl}/mcp/chunks/exists`);
  const checks = metrics.counter("reference_checks_total", "Questions to the codebase server");
  const failed = metrics.counter("reference_checks_failed_total", "Those it did not answer in time or not well");
  let failures = 0;
  let askAgainAt = 0;

  const ask = async (ids: readonly string[]): Promise<readonly string[]> => {
    const body = JSON.stringify({ ids });
    const answer = await post(url, agent, body);
    const missing = new Set(existsAnswer.parse(answer).missing.map((id) => id.toLowerCase()));
    return ids.filter((id) => missing.has(id.toLowerCase()));
  };
  return {
    async findMissing(ids) {
      if (ids.length === 0) return [];
      if (failures >= failuresInARow) {
        if (performance.now() < askAgainAt) return undefined;
        askAgainAt = performance.now() + restMs; // one asks whether it is back; the others do not wait with it
      }
      checks.inc();
      try {
        const missing = await ask([...new Set(ids)]);
        failures = 0;
        return missing;
      } catch (error) {
        failed.inc();
        failures += 1;
        if (failures === failuresInARow) log("WARNING", "code_search_unavailable", { reason: String(error) });
        if (failures >= failuresInARow) askAgainAt = performance.now() + restMs;
        return undefined;
      }
    },
    close: () => agent.destroy(),
  };
}

/** Whatever is not a whole answer with status 200 within the time is an error, and its connection is given up. */
function post(url: URL, agent: Agent, body: string): Promise<unknown> {
  const signal = AbortSignal.timeout(patienceMs);
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const read = async (response: IncomingMessage): Promise<unknown> => {
      const answer = await json(response);
      if (response.statusCode !== 200) throw new Error(`status ${response.statusCode}`);
      return answer;
    };
    request(url, { method: "POST", agent, headers, signal }, (response) => read(response).then(resolve, reject))
      .on("error", reject)
      .end(body);
  });
}
