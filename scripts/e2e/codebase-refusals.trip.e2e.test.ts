/** A second generator floods the codebase server with searches: what must be refused in one way is then refused in another. */
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startProbe } from "../run/probe/client.ts";
import type { GeneratedTree } from "../stack/data/source-tree.ts";
import { type CodebaseSession, eventually, startCodebase } from "./codebase-session.ts";
import { errorCount, expectRefused } from "./refusals.ts";

let codebase: CodebaseSession;
let tree: GeneratedTree;

beforeAll(async () => {
  codebase = await startCodebase();
  tree = codebase.tree("ten-thousand", 1000);
  const { body } = await codebase.beginIndex({ repo_path: tree.root });
  await codebase.ended(body.job_id, 60_000);
}, 60_000);

afterAll(() => codebase?.[Symbol.asyncDispose]());

it("SRCH-22's trip: while a second generator floods the server with searches, bad requests are answered 503 instead of what the contract says", async () => {
  await expectRefused(codebase, tree);
  const query = tree.words.join(" ").slice(0, 1000); // as many words as it takes: every chunk is ranked
  const searches = {
    name: "flood",
    url: `${codebase.url}/mcp/search`,
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, limit: 50 }),
  };
  const flood = await startProbe(codebase.processes, {
    file: join(codebase.folder, "flood.ndjson"),
    targets: [searches],
    ratePerSecond: 600, // answered or not
    timeoutMs: 2000,
  });
  await eventually(async () => {
    const { status, body } = await codebase.search({ query: "value" });
    return status === 503 && body.error === "saturated" ? true : undefined;
  }, 30_000);
  await expect(expectRefused(codebase, tree)).rejects.toThrow("to deeply equal");
  expect(await errorCount(codebase)).toBeGreaterThan(0);
  await flood.stop();
  await eventually(async () => ((await codebase.search({ query: "value" })).status === 200 ? true : undefined));
});
