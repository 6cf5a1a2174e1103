/** Any search server that answers in JSON, by settings alone: how to ask it, and where its answers hold hits and their texts. */
import http from "k6/http";
import { Counter } from "k6/metrics";
import { follow, pointerSteps } from "#contract/json-pointer";
import { type Failure, uncheckedMetric } from "#contract/operations";
import { requestTimeoutMs } from "#contract/plan";
import { fillBody, fillPath, limitHole } from "#contract/search-template";
import { authorization } from "../../lib/authorization.ts";
import { judgeTexts } from "../../lib/hits.ts";
import { type Answer, unexpectedStatus } from "../../lib/operation.ts";
import { systemsOf } from "../../lib/plan.ts";
import type { SearchDialect } from "../search.ts";

const template = systemsOf("search").find((system) => system.template !== undefined)?.template;
const { method = "GET", path = "", body, hits = "", text = "" } = template ?? {};
const isLimited = `${path}${body}`.includes(limitHole);
const [hitsSteps, textSteps] = [pointerSteps(hits), pointerSteps(text)];

/** Answers that hold nothing where the settings say it is: without another one, nobody looked at anything. */
const unchecked = new Counter(uncheckedMetric);

const params = {
  tags: { name: "search.query" },
  timeout: requestTimeoutMs,
  headers: { ...(body === undefined ? {} : { "Content-Type": "application/json" }), ...authorization("search") },
};

/** One word a query: not every system finds what holds only one of two. */
export const dialect: SearchDialect = {
  query: (url, [word = ""], limit) => ({
    send: () =>
      http.request(
        method,
        `${url}${fillPath(path, word, limit)}`,
        body === undefined ? null : fillBody(body, word, limit),
        params,
      ),
    verify: (answer) => (answer.status === 200 ? judge(answer, word, limit) : unexpectedStatus(answer, "200")),
  }),
  chunkIds: () => [], // settings tell of no ids; a scenario that needs them is refused before it runs
};

function judge(answer: Answer, word: string, limit: number): Failure | undefined {
  const found = follow(answer.json(), hitsSteps);
  if (!Array.isArray(found)) return unseen(`SEARCH_HITS=${hits} points at no list`);
  const texts = found.map((hit: unknown) => follow(hit, textSteps));
  if (!texts.every((each) => typeof each === "string")) return unseen(`SEARCH_TEXT=${text} points at no text in a hit`);
  return judgeTexts(texts, [word], isLimited ? limit : undefined);
}

function unseen(why: string): Failure {
  unchecked.add(1);
  return { class: "protocol", why };
}
