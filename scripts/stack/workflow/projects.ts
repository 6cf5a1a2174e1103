/** Projects, and which one a client works in: everything else is asked of that one. */
import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Row, Session } from "../service/database.ts";
import { sqlState } from "../service/database-errors.ts";
import { ServiceError } from "../service/errors.ts";
import { call } from "./call.ts";

const uniqueViolation = "23505";
const foreignKeyViolation = "23503";

export const createProject = call({
  name: "projects",
  about: "Creates a project",
  path: "projects",
  status: 201,
  request: z.object({ name: z.string().min(1).max(200) }),
  async run({ use }, { name }) {
    const id = randomUUID(); // ours, so that a repeated statement whose outcome was lost makes no second project
    try {
      return await use(async (session) => {
        const [project] = await session.query(
          "create_project",
          `INSERT INTO projects (id, name) VALUES ($1, $2)
             ON CONFLICT (id) DO UPDATE SET name = excluded.name RETURNING id, name, created_at`,
          [id, name],
        );
        return project;
      });
    } catch (error) {
      if (sqlState(error) !== uniqueViolation) throw error;
      throw new ServiceError(409, "project_exists", `there is a project ${JSON.stringify(name)} already`, { name });
    }
  },
});

export const listProjects = call({
  name: "list_projects",
  about: "Lists projects, oldest first, and says which one this client works in",
  path: "list_projects",
  request: z.object({ limit: z.int().min(1).max(100).default(50) }),
  run: ({ use, clientId }, { limit }) =>
    use(async (session) => {
      const rows = await session.query<Row & { total: number }>(
        "list_projects",
        `SELECT id, name, clients.client_id IS NOT NULL AS active, count(*) OVER ()::int AS total
           FROM projects LEFT JOIN clients ON project_id = id AND client_id = $1
          ORDER BY created_at, id LIMIT $2`,
        [clientId, limit],
      );
      return { projects: rows.map(({ total: _, ...project }) => project), total_count: rows[0]?.total ?? 0 };
    }),
});

export const switchProject = call({
  name: "switch_project",
  about: "Makes a project the one this client works in",
  path: "switch_project",
  request: z.object({ project_id: z.guid() }),
  async run({ use, clientId }, { project_id: id }) {
    try {
      return await use(async (session) => {
        const [switched] = await session.query(
          "switch_project",
          `WITH before AS (SELECT project_id FROM clients WHERE client_id = $1)
           INSERT INTO clients VALUES ($1, $2, now())
             ON CONFLICT (client_id) DO UPDATE SET project_id = excluded.project_id, switched_at = excluded.switched_at
           RETURNING project_id, (SELECT project_id FROM before) AS previous_project_id, switched_at`,
          [clientId, id],
        );
        return switched;
      });
    } catch (error) {
      if (sqlState(error) !== foreignKeyViolation) throw error;
      throw new ServiceError(404, "project_not_found", `no project ${id}`, { project_id: id });
    }
  },
});

export const activeProject = call({
  name: "active_project",
  about: "Tells which project this client works in",
  method: "GET",
  path: "api/v1/projects/active",
  request: z.object({}),
  run: ({ use, clientId }) => use(async (session) => ({ project_id: await projectOf(session, clientId) })),
});

/** The project a client works in; 404 before its first switch. */
export async function projectOf(session: Session, clientId: string): Promise<string> {
  const [client] = await session.query<{ project_id: string }>(
    "active_project",
    "SELECT project_id FROM clients WHERE client_id = $1",
    [clientId],
  );
  if (client !== undefined) return client.project_id;
  throw new ServiceError(404, "no_active_project", `client ${JSON.stringify(clientId)} has not switched to a project`);
}
