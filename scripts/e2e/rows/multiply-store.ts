/** Multiplies what the real registry has stored, while it is down: until a hundred thousand agents had announced themselves, minutes would pass. */
import { DatabaseSync } from "node:sqlite";

interface Copied {
  readonly table: string;
  readonly columns: readonly string[];
  /** Those that say which agent it is about. */
  readonly keys: readonly string[];
}

/** Each agent so many times, and all that is stored of it: every copy under an id of its own. */
export function multiplyStore(path: string, times: number): void {
  const db = new DatabaseSync(path);
  try {
    const tables = [agentsOf(db), ...aboutAgents(db)];
    db.exec("BEGIN");
    for (const { table, columns, keys } of tables) {
      const copied = columns.map((name) => (keys.includes(name) ? `"${name}" || :suffix` : `"${name}"`));
      const copy = db.prepare(
        `INSERT INTO "${table}" (${columns.map((name) => `"${name}"`)}) SELECT ${copied} FROM "${table}" WHERE rowid <= :last`,
      );
      const last = db.prepare(`SELECT max(rowid) AS last FROM "${table}"`).get()?.["last"] ?? 0;
      for (let nth = 2; nth <= times; nth += 1) copy.run({ suffix: `-${nth}`, last });
    }
    db.exec("COMMIT");
  } finally {
    db.close();
  }
}

function agentsOf(db: DatabaseSync): Copied {
  return { table: "agents", columns: namesIn(db, "pragma_table_info('agents')"), keys: ["agent_id"] };
}

/** What refers to agents; its own numbers the table gives by itself. */
function aboutAgents(db: DatabaseSync): readonly Copied[] {
  return namesIn(db, "sqlite_master WHERE type = 'table'")
    .map((table) => ({
      table,
      columns: namesIn(db, `pragma_table_info('${table}') WHERE pk = 0`),
      keys: namesIn(db, `pragma_foreign_key_list('${table}') WHERE "table" = 'agents'`, '"from"'),
    }))
    .filter(({ keys }) => keys.length > 0);
}

function namesIn(db: DatabaseSync, from: string, column = "name"): readonly string[] {
  return db
    .prepare(`SELECT ${column} AS name FROM ${from}`)
    .all()
    .map(({ name }) => String(name));
}
