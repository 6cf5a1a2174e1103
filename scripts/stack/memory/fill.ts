/** Fills a knowledge graph through its own tools and tells which words can be searched for. Runs in the suite, not in the server. */
import { z } from "zod";
import { Problem } from "../../lib/problem.ts";
import { memoryEntities, memoryVocabulary } from "./content.ts";

const version = "2026-07-28";
const answered = z.object({
  result: z.object({
    isError: z.boolean().optional(),
    structuredContent: z.object({ entities: z.array(z.unknown()) }),
  }),
});

/** All in one call: of several at once the server keeps the last. What it then holds is counted. */
export async function fillMemory(url: string, signal: AbortSignal): Promise<readonly string[]> {
  const entities = memoryEntities();
  await call(url, "create_entities", { entities }, signal);
  const held = await call(url, "read_graph", {}, signal);
  if (held !== entities.length) throw broken(`it holds ${held} entities, not ${entities.length}`);
  return memoryVocabulary(entities);
}

/** Resolves to the number of entities in the answer. */
async function call(url: string, tool: string, values: object, signal: AbortSignal): Promise<number> {
  const _meta = {
    "io.modelcontextprotocol/protocolVersion": version,
    "io.modelcontextprotocol/clientCapabilities": {},
    "io.modelcontextprotocol/clientInfo": { name: "mesh-load", version: "1" },
  };
  const params = { name: tool, arguments: values, _meta };
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      "mcp-protocol-version": version,
      "mcp-method": "tools/call",
      "mcp-name": tool,
    },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params }),
    signal,
  });
  const text = await response.text();
  const { data } = answered.safeParse(response.ok && text.startsWith("{") ? JSON.parse(text) : undefined);
  if (data === undefined || data.result.isError === true)
    throw broken(`it answered ${tool} with ${response.status} ${text.slice(0, 300)}`);
  return data.result.structuredContent.entities.length;
}

function broken(what: string): Problem {
  return new Problem("broken", {
    what: `the knowledge graph could not be filled: ${what}`,
    why: "there would be nothing to search for",
    fix: "read logs/memory.log of this run",
  });
}
