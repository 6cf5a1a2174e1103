/** Requests of MCP 2026-07-28: stateless, so each carries the version and the client in its headers and its `_meta`. */
import encoding from "k6/encoding";
import type { Failure } from "#contract/operations";
import { type HttpParams, httpParams, spellRequest } from "./exchange.ts";
import type { JsonObject } from "./message.ts";
import { clientInfo, modernVersion } from "./versions.ts";

export const meta = {
  "io.modelcontextprotocol/protocolVersion": modernVersion,
  "io.modelcontextprotocol/clientCapabilities": {},
  "io.modelcontextprotocol/clientInfo": clientInfo,
};
const plainMeta = JSON.stringify(meta);

export function metaText(progressToken?: string): string {
  return progressToken === undefined ? plainMeta : JSON.stringify({ ...meta, progressToken });
}

/** server/discover, as the dialect and the search for the era both ask it. */
export const discoverMethod = "server/discover";

export function spellDiscover(id: number): string {
  return spellRequest(id, discoverMethod, `{"_meta":${plainMeta}}`);
}

/** Headers by method and, for a request about one tool, its name, mirrored there so that proxies can route by it. */
export function modernParams(method: string, name?: string, bearer?: Readonly<Record<string, string>>): HttpParams {
  return httpParams(
    {
      "MCP-Protocol-Version": modernVersion,
      "Mcp-Method": method,
      ...(name === undefined ? {} : { "Mcp-Name": headerValue(name) }),
    },
    bearer,
  );
}

/** A result must say that it is one: these users answer no questions. */
export function incomplete({ resultType }: JsonObject): Failure | undefined {
  if (resultType === "complete") return undefined;
  if (resultType === "input_required") return { class: "application", why: "the server asks for input" };
  return { class: "protocol", why: `resultType ${JSON.stringify(resultType)} instead of "complete"` };
}

/** Header values are plain ASCII without outer space; all else travels coded, and so does what looks coded. */
function headerValue(text: string): string {
  const looksCoded = text.startsWith("=?base64?") && text.endsWith("?=");
  return isPlainAscii(text) && text.trim() === text && !looksCoded ? text : `=?base64?${encoding.b64encode(text)}?=`;
}

/** Character by character: the first regular expression costs every user 16 KiB in k6. */
function isPlainAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if ((code < 0x20 && code !== 0x09) || code > 0x7e) return false;
  }
  return text !== "";
}
