/** What a reference server is told at its start: environment, and the flags --host and --port, which win. */
import { parseArgs } from "node:util";

const logLevels = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"] as const;
export type LogLevel = (typeof logLevels)[number];

export interface ServiceSettings {
  readonly host: string;
  readonly port: number;
  /** An address or a file, as the server's kind of store wants it. */
  readonly databaseUrl: string;
  /** Standard output when absent. */
  readonly logFile: string | undefined;
  readonly logLevel: LogLevel;
}

/** What DATABASE_URL must be. */
const stores = {
  postgres: { pattern: /^postgres(ql)?:\/\//, form: "postgres:// address", fallback: "" },
  sqlite: { pattern: /^(?!\w+:\/\/)./, form: "path of a SQLite file", fallback: "registry.db" },
} as const;
export type StoreKind = keyof typeof stores;

/** Throws an Error whose message is one line naming the setting and the value found. */
export function readSettings(
  environment: NodeJS.ProcessEnv,
  args: readonly string[],
  defaults: { readonly port: number; readonly store: StoreKind },
): ServiceSettings {
  const { values: flags } = parseArgs({
    args: [...args],
    options: { host: { type: "string" }, port: { type: "string" } },
  });
  const portText = flags.port ?? environment.PORT ?? String(defaults.port);
  const port = Number(portText);
  if (!/^\d+$/.test(portText) || port > 65_535) throw new Error(`PORT="${portText}" is no port from 0 to 65535`);
  const levelText = (environment.LOG_LEVEL ?? "INFO").toUpperCase();
  const logLevel = logLevels.find((level) => level === levelText);
  if (logLevel === undefined) throw new Error(`LOG_LEVEL="${levelText}" is none of ${logLevels.join(", ")}`);
  const store = stores[defaults.store];
  const databaseUrl = environment.DATABASE_URL ?? store.fallback;
  if (!store.pattern.test(databaseUrl)) {
    throw new Error(`DATABASE_URL is no ${store.form}`); // its value may hold a password
  }
  return {
    host: flags.host ?? environment.HOST ?? "127.0.0.1",
    port,
    databaseUrl,
    logFile: environment.LOG_FILE,
    logLevel,
  };
}
