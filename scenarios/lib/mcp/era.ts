/** Finds the dialect of an MCP server: the one that was set, or for `auto` the era the server tells. */
import http from "k6/http";
import { dialects } from "#dialects/mcp";
import type { McpDialect } from "../../dialects/mcp.ts";
import { unexpectedStatus } from "../operation.ts";
import { discoverMethod, modernParams, spellDiscover } from "./modern-request.ts";
import { type Era, eraTold } from "./negotiation.ts";
import { discover } from "./operations.ts";

const automatic = "auto";

/** Returns how to get the dialect; `undefined` from it when the server did not tell. A name that is none stops the init stage. */
export function dialectOf(name: string, url: string): () => McpDialect | undefined {
  if (name !== automatic) {
    const dialect = named(name);
    return () => dialect;
  }
  let era: Era | undefined;
  return () => {
    era ??= probe(url);
    return era === undefined ? undefined : named(era);
  };
}

function named(name: string): McpDialect {
  const dialect = dialects[name];
  if (dialect === undefined) {
    throw new Error(`no MCP dialect called "${name}": use one of ${[automatic, ...Object.keys(dialects)].join(", ")}`);
  }
  return dialect;
}

const probeId = 1;
const probeBody = spellDiscover(probeId);
const probeParams = modernParams(discoverMethod);

/** A legacy server's refusal is a right answer to this request: it says "legacy". */
function probe(url: string): Era | undefined {
  let era: Era | undefined;
  discover({
    send: () => http.post(url, probeBody, probeParams),
    verify(answer) {
      const told = eraTold(answer.status, typeof answer.body === "string" ? answer.body : "", probeId);
      if (told === undefined) return unexpectedStatus(answer, "200 or a refusal");
      if (typeof told === "object") return told;
      era = told;
      return undefined;
    },
  });
  return era;
}
