/** The two servers whose rows on observability and database loss are the same (WF-10), and where they differ. */
import type { ProcessSpec } from "../../lib/processes.ts";
import { type CodebaseSettings, codebaseProcess } from "../../stack/codebase-process.ts";
import { workflowProcess } from "../../stack/workflow-process.ts";
import { type Answered, ask } from "../talk.ts";
import { createProject } from "../workflow-client.ts";

export interface Kind {
  /** Of `scripts/targets/`. */
  readonly target: "codebase" | "workflow";
  /** The scenario that loads it, and the setting that says where it is. */
  readonly scenario: string;
  readonly urlSetting: string;
  /** Before the name of every metric. */
  readonly prefix: string;
  /** A table that its work reads, and the log's word for the statement. */
  readonly table: string;
  readonly statement: string;
  /** Gives a request that reads that table; what it needs is made before, under this name. */
  worker(url: string, name: string): Promise<() => Promise<Answered>>;
  /** Another one of it. */
  process(settings: CodebaseSettings): ProcessSpec;
}

export const kinds: readonly Kind[] = [
  {
    target: "codebase",
    scenario: "search",
    urlSetting: "SEARCH_URL",
    prefix: "codebase_mcp",
    table: `"project_default".chunks`,
    statement: "search",
    worker: async (url) => () => ask(`${url}/mcp/search`, { query: "function", limit: 10 }),
    process: codebaseProcess,
  },
  {
    target: "workflow",
    scenario: "workflow",
    urlSetting: "WORKFLOW_URL",
    prefix: "workflow_mcp",
    table: "entities",
    statement: "query_entities",
    async worker(url, name) {
      const client = await createProject(url, name);
      await client.post("entities", { entity_type: "table", name: "seen" });
      return () => client.post("query_entities", { limit: 10 });
    },
    process: (settings) => workflowProcess({ ...settings, codebaseUrl: "http://127.0.0.1:9" }),
  },
];
