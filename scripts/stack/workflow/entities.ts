/** Entities: what a project knows of its world, found by type, by their data and by their tags. */
import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Row } from "../service/database.ts";
import { call } from "./call.ts";
import { projectOf } from "./projects.ts";

const word = z.string().min(1).max(100);

export const createEntity = call({
  name: "entities",
  about: "Creates an entity in the active project",
  path: "entities",
  status: 201,
  request: z.object({
    entity_type: word,
    name: z.string().min(1).max(200),
    tags: z.array(word).max(50).default([]),
    data: z.record(z.string(), z.unknown()).default({}),
  }),
  run({ use, clientId }, { entity_type: type, name, tags, data }) {
    const id = randomUUID();
    return use(async (session) => {
      const [entity] = await session.query(
        "create_entity",
        `INSERT INTO entities (id, project_id, entity_type, name, tags, data) VALUES ($1, $2, $3, $4, $5, $6)
           ON CONFLICT (id) DO UPDATE SET name = excluded.name
         RETURNING id, project_id, entity_type, name, tags, data, created_at`,
        [id, await projectOf(session, clientId), type, name, tags, JSON.stringify(data)],
      );
      return entity;
    });
  },
});

export const queryEntities = call({
  name: "query_entities",
  about:
    "Finds entities of the active project that have the type, all of the tags, and equal data under every key of the filter",
  path: "query_entities",
  request: z.object({
    entity_type: word.optional(),
    filter: z.record(z.string(), z.unknown()).default({}),
    tags: z.array(word).max(50).default([]),
    include_deleted: z.boolean().default(false),
    limit: z.int().min(1).max(500).default(100),
  }),
  run: ({ use, clientId }, { entity_type: type, filter, tags, include_deleted: includeDeleted, limit }) =>
    use(async (session) => {
      const rows = await session.query<Row & { total: number }>("query_entities", query, [
        await projectOf(session, clientId),
        type ?? null,
        JSON.stringify(filter),
        tags,
        includeDeleted,
        limit,
      ]);
      return { entities: rows.map(({ total: _, ...entity }) => entity), total_count: rows[0]?.total ?? 0 };
    }),
});

/** `@>` lets the index find candidates, but holds for a part of an array or object too; equality is asked key by key. */
const query = `
  SELECT id, project_id, entity_type, name, tags, data, created_at, count(*) OVER ()::int AS total
    FROM entities
   WHERE project_id = $1
     AND ($2::text IS NULL OR entity_type = $2)
     AND data @> $3::jsonb
     AND NOT EXISTS (SELECT FROM jsonb_each($3::jsonb) AS wanted WHERE data -> wanted.key IS DISTINCT FROM wanted.value)
     AND tags @> $4::text[]
     AND ($5 OR deleted_at IS NULL)
   ORDER BY created_at DESC, id
   LIMIT $6`;
