/** The systems that guides take for granted: for each address in a command one of ours is started, and its address put in the place of that. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Role } from "#contract/roles";
import { Problem } from "../lib/problem.ts";
import type { Processes } from "../lib/processes.ts";
import { indexTree } from "../stack/codebase/content.ts";
import { loadTargets } from "../targets/target.ts";

/** What runs at each address in the guides. */
const roleAt: Readonly<Record<string, Role>> = {
  "http://127.0.0.1:3000/mcp": "mcp",
  "http://127.0.0.1:8000": "registry",
  "http://127.0.0.1:8010": "workflow",
  "http://127.0.0.1:8020": "search",
};

const address = /https?:\/\/[\w.-]+(?::\d+)?(?:\/mcp)?/g;

interface Place {
  readonly processes: Processes;
  /** Gets a folder of data per system. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** Starts what the command names, and returns the command that names what was started. */
export async function withSystems(text: string, place: Place): Promise<string> {
  let here = text;
  for (const named of new Set(text.match(address))) {
    const role = roleAt[named];
    if (role === undefined) {
      throw new Problem("broken", {
        what: `nobody says what runs at ${named}`,
        why: "a guide's command about it cannot be run",
        fix: `use one of ${Object.keys(roleAt).join(", ")}, or add it in scripts/guides/systems.ts`,
      });
    }
    here = here.replaceAll(named, await startAs(role, place));
  }
  return here;
}

/** The one that plays the role by default, with what the guides take it to hold. */
async function startAs(role: Role, { processes, folder, signal }: Place): Promise<string> {
  const target = (await loadTargets()).find((each) => each.role === role && each.isDefault);
  const unavailable = target === undefined ? `no target plays ${role} by default` : target.unavailable();
  if (target === undefined || unavailable !== undefined) {
    const why = "a guide's command about such a system cannot be run";
    throw new Problem("broken", { what: unavailable ?? "", why, fix: "see `make doctor`" });
  }
  const dataDir = join(folder, target.name);
  mkdirSync(dataDir, { mode: 0o700 });
  const { url } = await target.start({ processes, dataDir, signal });
  if (role === "registry") await announce(url, signal);
  if (role === "search") await fill(url, dataDir, signal);
  return url;
}

const answerWithinMs = 5000;

/** Agents with the capabilities that are searched for. */
async function announce(url: string, signal: AbortSignal): Promise<void> {
  for (const capability of ["weather", "calendar"]) {
    const tools = [{ function_name: "work", capability, version: "1.0.0" }];
    const agent = { agent_id: `${capability}-agent`, name: `${capability}-agent`, agent_type: "mcp_agent", tools };
    const response = await fetch(`${url}/heartbeat`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...agent, http_host: "127.0.0.1", http_port: 9000 }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerWithinMs)]),
    });
    const said = await response.text();
    if (!response.ok) throw new Error(`${url}/heartbeat answered ${response.status} ${said}`);
  }
}

/** A file with the words that are searched for. */
async function fill(url: string, dataDir: string, signal: AbortSignal): Promise<void> {
  const tree = join(dataDir, "shop");
  mkdirSync(tree);
  const code =
    "/** The invoice that a customer gets. */\nexport const invoice = (customer) => [customer, 'invoice'];\n";
  writeFileSync(join(tree, "invoice.ts"), code);
  await indexTree(url, tree, signal);
}
