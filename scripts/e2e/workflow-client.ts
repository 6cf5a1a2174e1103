/** Clients of a workflow server under test: who asks decides which project answers. */
import { type Answered, ask } from "./talk.ts";

export interface Client {
  readonly id: string;
  post(path: string, body?: unknown): Promise<Answered>;
  get(path: string): Promise<Answered>;
}

export function createClient(url: string, id: string): Client {
  const headers = { "x-client-id": id };
  return {
    id,
    post: (path, body = {}) => ask(`${url}/${path}`, body, headers),
    get: (path) => ask(`${url}/${path}`, undefined, headers),
  };
}

export interface ProjectClient extends Client {
  readonly projectId: string;
}

/** A client in a project of its own. */
export async function createProject(url: string, name: string): Promise<ProjectClient> {
  const client = createClient(url, `client of ${name}`);
  const { body } = await client.post("projects", { name });
  await client.post("switch_project", { project_id: body.id });
  return { ...client, projectId: body.id };
}

export const idsOf = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);

/** An id of nothing. */
export const nowhere = "00000000-0000-4000-8000-000000000000";
