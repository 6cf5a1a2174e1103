/** Calls of one tool as requests of another role, by MCP 2026-07-28: for systems that are searched through a tool. */
import type { Failure, Operation } from "#contract/operations";
import { roleOf } from "#contract/operations";
import { authorization } from "../authorization.ts";
import type { Answer, Exchange } from "../operation.ts";
import { replyIn, rpcExchanges, spellRequest } from "./exchange.ts";
import type { JsonObject } from "./message.ts";
import { incomplete, metaText, modernParams } from "./modern-request.ts";
import { dataIn, judgeCall, spellCall } from "./tools.ts";

export interface ToolRequests<D> {
  /** Right when the tool did not fail and `judge` finds nothing wrong with its data. */
  ask(url: string, values: JsonObject, judge: (data: D) => Failure | undefined): Exchange;
  /** The tool's data in a right answer to the last request. */
  dataOf(answer: Answer): D;
}

export function toolRequests<D>(operation: Operation, tool: string): ToolRequests<D> {
  const params = {
    ...modernParams("tools/call", tool, authorization(roleOf(operation))),
    tags: { name: operation },
  };
  const metaOfAll = metaText();
  let id = 0;
  return {
    ask(url, values, judge) {
      id += 1;
      const body = spellRequest(id, "tools/call", spellCall({ tool, arguments: values, expectedText: "" }, metaOfAll));
      return rpcExchanges(url)({
        id,
        body,
        params,
        judge: (result) => incomplete(result) ?? judgeCall(result, "") ?? judge(dataIn(result) as D),
      });
    },
    dataOf(answer) {
      const reply = replyIn(answer, id);
      if (reply.kind !== "result") throw new Error(`no result in an answer that was judged right`);
      return dataIn(reply.result) as D;
    },
  };
}
