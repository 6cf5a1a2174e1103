/** Fills a workflow server before a run and counts what it then holds. Runs in the suite, not in the server. */
import pg from "pg";
import { z } from "zod";
import { Problem } from "../../lib/problem.ts";

const projects = 10;
const entitiesPerProject = 500;

/**
 * Projects through the front door, entities by one statement: asking 5,000 times would be most of a run's start.
 * With `alikeTimes` so many times as many, all of one type and with equal data but for their size.
 */
export async function fillWorkflow(
  url: string,
  databaseUrl: string,
  signal: AbortSignal,
  alikeTimes?: number,
): Promise<void> {
  const entities = entitiesPerProject * (alikeTimes ?? 1);
  const names = Array.from({ length: projects }, (_, index) => `project-${index}`);
  const ids = new Map<string, string>();
  for (const name of names) {
    const { id } = created.parse(await post(`${url}/projects`, { name }, name, signal));
    ids.set(name, id);
  }
  await writeEntities(databaseUrl, entities, alikeTimes !== undefined);
  const count = async (name: string): Promise<void> => {
    await post(`${url}/switch_project`, { project_id: ids.get(name) }, name, signal);
    const { total_count: held } = counted.parse(await post(`${url}/query_entities`, { limit: 1 }, name, signal));
    if (held !== entities) throw broken(`${name} holds ${held} entities, not ${entities}`);
  };
  await Promise.all(names.map(count)); // at once: it uses the server's connections, which are slow the first time
}

const created = z.object({ id: z.string() });
const counted = z.object({ total_count: z.number() });

async function writeEntities(databaseUrl: string, perProject: number, areAlike: boolean): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO entities (id, project_id, entity_type, name, tags, data)
       SELECT md5(projects.name || n)::uuid, projects.id,
              (ARRAY['service', 'table', 'endpoint', 'job', 'team'])[1 + kind % 5], 'entity-' || n,
              ARRAY['area-' || n % 7, CASE WHEN n % 3 = 0 THEN 'critical' ELSE 'ordinary' END],
              jsonb_build_object('tier', kind % 4, 'region', 'region-' || kind % 3, 'owner', 'owner-' || kind % 20, 'size', n)
         FROM projects, generate_series(1, $1) AS n, LATERAL (SELECT CASE WHEN $2 THEN 0 ELSE n END AS kind)`,
      [perProject, areAlike],
    );
    await client.query("ANALYZE");
  } finally {
    await client.end();
  }
}

async function post(url: string, body: object, clientId: string, signal: AbortSignal): Promise<unknown> {
  const headers = { "content-type": "application/json", "x-client-id": clientId };
  const response = await fetch(url, { method: "POST", headers, signal, body: JSON.stringify(body) });
  const text = await response.text();
  if (response.ok) return JSON.parse(text);
  throw broken(`it answered ${url} with ${response.status} ${text}`);
}

function broken(what: string): Problem {
  return new Problem("broken", {
    what: `the workflow server could not be filled: ${what}`,
    why: "there would be nothing to ask it for",
    fix: "read logs/workflow.log of this run",
  });
}
