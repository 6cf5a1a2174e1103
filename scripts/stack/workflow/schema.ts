/** The tables of the workflow server: projects, the one each client works in, their entities and work items. */
import type { Session } from "../service/database.ts";

/** Safe to repeat. */
export async function createTables(session: Session): Promise<void> {
  await session.query(
    "create_tables",
    `CREATE TABLE IF NOT EXISTS projects (
       id uuid PRIMARY KEY,
       name text NOT NULL UNIQUE,
       created_at timestamptz NOT NULL DEFAULT now()
     );
     CREATE TABLE IF NOT EXISTS clients (
       client_id text PRIMARY KEY,
       project_id uuid NOT NULL REFERENCES projects,
       switched_at timestamptz NOT NULL
     );
     CREATE TABLE IF NOT EXISTS entities (
       id uuid PRIMARY KEY,
       project_id uuid NOT NULL REFERENCES projects,
       entity_type text NOT NULL,
       name text NOT NULL,
       tags text[] NOT NULL,
       data jsonb NOT NULL,
       created_at timestamptz NOT NULL DEFAULT now(),
       deleted_at timestamptz
     );
     CREATE INDEX IF NOT EXISTS entities_by_type ON entities (project_id, entity_type);
     CREATE INDEX IF NOT EXISTS entities_by_data ON entities USING gin (data jsonb_path_ops);
     CREATE TABLE IF NOT EXISTS work_items (
       id uuid PRIMARY KEY,
       project_id uuid NOT NULL REFERENCES projects,
       title text NOT NULL,
       item_type text NOT NULL,
       status text NOT NULL,
       parent_id uuid,
       entity_references uuid[] NOT NULL,
       metadata jsonb NOT NULL,
       created_at timestamptz NOT NULL DEFAULT now(),
       updated_at timestamptz NOT NULL DEFAULT now(),
       UNIQUE (project_id, id),
       CONSTRAINT parent_in_project FOREIGN KEY (project_id, parent_id) REFERENCES work_items (project_id, id)
     );
     CREATE INDEX IF NOT EXISTS work_items_by_age ON work_items (project_id, created_at DESC);
     CREATE INDEX IF NOT EXISTS work_items_by_type ON work_items (project_id, item_type, created_at DESC);
     CREATE INDEX IF NOT EXISTS work_items_by_parent ON work_items (parent_id);`,
  );
}
