/** What a k6 user writes by hand for one MCP tools/call: post, find the data line, parse, compare the text. */
import http from "k6/http";
import type { Options } from "k6/options";
import { requestTimeoutMs } from "#contract/plan";
import { bareLoad, giveUp } from "./bare-load.ts";
import { baseUrl } from "./pace.ts";

export const options: Options = { scenarios: { bare: { ...bareLoad, exec: "bare" } } };

const params = {
  headers: {
    "Content-Type": "application/json",
    Accept: "application/json, text/event-stream",
    "MCP-Protocol-Version": "2025-11-25",
    "Mcp-Session-Id": "bench",
  },
  timeout: requestTimeoutMs, // k6's own 60 s outlast any run
};
const start = "data: ";
let id = 0;

export function bare(): void {
  id += 1;
  const message = `<${__VU}.${id}>`;
  const request = { jsonrpc: "2.0", id, method: "tools/call", params: { name: "echo", arguments: { message } } };
  const response = http.post(baseUrl, JSON.stringify(request), params);
  if (response.status !== 200) giveUp(`status ${response.status}`);
  const body = response.body as string;
  const at = body.indexOf(start) + start.length;
  const answer = JSON.parse(body.slice(at, body.indexOf("\n", at))) as Answer;
  if (answer.id !== id || !answer.result.content[0]?.text.includes(message)) giveUp(`answered ${body}`);
}

interface Answer {
  readonly id: number;
  readonly result: { readonly content: readonly { readonly text: string }[] };
}
