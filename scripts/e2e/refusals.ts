/** What a codebase server must refuse (SRCH-22), and how that is looked at: by itself, and while others flood the server. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { GeneratedTree } from "../stack/data/source-tree.ts";
import type { CodebaseSession } from "./codebase-session.ts";
import { type Answered, ask } from "./talk.ts";

const nobody = "00000000-0000-4000-8000-000000000000";
const search = "mcp/search";
const index = "mcp/index";

/** Path, body, status. */
function refusals(root: string): readonly (readonly [string, unknown, number])[] {
  const file = join(root, "file.ts");
  writeFileSync(file, "export const one = 1;\n");
  return [
    [search, {}, 400],
    [search, { query: "" }, 400],
    [search, { query: "a".repeat(1001) }, 400],
    [search, { query: ["a"] }, 400],
    [search, { query: "a", limit: 0 }, 400],
    [search, { query: "a", limit: -1 }, 400],
    [search, { query: "a", limit: 51 }, 400],
    [search, { query: "a", limit: 1.5 }, 400],
    [search, { query: "a", limit: 1e300 }, 400],
    [search, { query: "a", limit: "ten" }, 400],
    [search, { query: "a", limit: null }, 400],
    [search, { query: "a", project_id: 7 }, 400],
    [search, { query: "a", repository_id: "x" }, 400],
    [search, { query: "a", directory: "a\0b" }, 400],
    [search, { query: "a", file_type: "\0" }, 400],
    [search, '{"query":', 400],
    [search, "[]", 400],
    [search, { query: "a", project_id: "nowhere" }, 404],
    [search, { query: "a", project_id: 'x"; DROP SCHEMA public; --' }, 404],
    [search, { query: "a", project_id: "a".repeat(500) }, 404],
    [search, { query: "a", project_id: "\0" }, 404],
    [search, { query: "a", filler: "x".repeat(1024 * 1024) }, 413],
    [index, {}, 400],
    [index, { repo_path: "" }, 400],
    [index, { repo_path: "relative" }, 400],
    [index, { repo_path: "/nowhere/at/all" }, 400],
    [index, { repo_path: file }, 400],
    [index, { repo_path: `${root}\0` }, 400],
    [index, { repo_path: `/${"a/".repeat(3000)}` }, 400],
    [index, { repo_path: root, project_id: "Capitals" }, 400],
    [index, { repo_path: root, project_id: "" }, 400],
    [index, { repo_path: root, force_reindex: "yes" }, 400],
    [`${index}/${nobody}`, undefined, 404],
    [`${index}/nothing`, undefined, 404],
    [`${index}/%00`, undefined, 404],
  ];
}

/** Bad queries, limits, paths, jobs and projects get the contract's status, ten times each among good searches, and no 5xx. */
export async function expectRefused(codebase: CodebaseSession, { root, words }: GeneratedTree): Promise<void> {
  const rows = refusals(root);
  const work: Promise<Answered>[] = [];
  for (let round = 0; round < 10; round += 1) {
    const good = codebase.search({ query: words[round] });
    const bad = rows.map(([path, body]) => ask(`${codebase.url}/${path}`, body));
    const answers = await Promise.all(bad); // all at once
    work.push(good);
    const told = rows.map(([path, body], at) => [path, body, answers[at]?.status]);
    expect(told).toEqual(rows.map((row) => [...row]));
    for (const { body } of answers) expect(Object.keys(body)).toEqual(["error", "message", "details"]);
  }
  for (const { status, body } of await Promise.all(work)) {
    expect(status).toBe(200);
    expect(body.total_count).toBeGreaterThan(0);
  }
  expect(await errorCount(codebase)).toBe(0);
  expect(codebase.logged("request_failed").filter(({ level }) => level === "ERROR")).toEqual([]);
}

/** Answers of 5xx so far, by its own metrics. */
export async function errorCount({ url }: CodebaseSession): Promise<number> {
  const { body } = await ask(`${url}/metrics`, undefined, { accept: "application/json" });
  return body.counters.find(({ name }: { name: string }) => name === "codebase_mcp_errors_total").value;
}
