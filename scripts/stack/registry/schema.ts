/** The tables of the registry. Times are milliseconds since 1970, lists are JSON. */

/** Kept in the file's user_version: a file that says so has these tables. */
export const schemaVersion = 1;

export const schema = `
  CREATE TABLE agents (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    agent_type TEXT NOT NULL,
    runtime TEXT NOT NULL,
    version TEXT NOT NULL,
    namespace TEXT NOT NULL,
    host TEXT NOT NULL,
    port INTEGER NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('healthy', 'unhealthy')),
    created_at INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    status_at INTEGER NOT NULL,
    heard_version INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX agents_by_address ON agents (host, port);
  CREATE INDEX agents_by_status ON agents (status, last_seen);

  CREATE TABLE tools (
    agent_id TEXT NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    capability TEXT NOT NULL,
    function_name TEXT NOT NULL,
    version TEXT NOT NULL,
    tags TEXT NOT NULL,
    dependencies TEXT NOT NULL,
    PRIMARY KEY (agent_id, position)
  ) WITHOUT ROWID;
  CREATE INDEX tools_by_capability ON tools (capability);

  CREATE TABLE events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    agent_id TEXT NOT NULL,
    agent_name TEXT NOT NULL,
    event_type TEXT NOT NULL,
    timestamp INTEGER NOT NULL,
    data TEXT NOT NULL
  );
  CREATE INDEX events_by_agent ON events (agent_id, seq);

  -- One row: how often an agent has joined, left or fallen silent.
  CREATE TABLE topology (version INTEGER NOT NULL);
  INSERT INTO topology VALUES (0);

  PRAGMA user_version = ${schemaVersion};
`;
