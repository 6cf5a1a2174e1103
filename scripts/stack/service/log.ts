/** The log of a reference server: one JSON object a line, {timestamp, level, event, context} (contract C0). */
import { destination, type Level, pino } from "pino";
import type { LogLevel } from "./settings.ts";

export type Log = (level: LogLevel, event: string, context?: Readonly<Record<string, unknown>>) => void;

const pinoLevels: { readonly [L in LogLevel]: Level } = {
  DEBUG: "debug",
  INFO: "info",
  WARNING: "warn",
  ERROR: "error",
  CRITICAL: "fatal",
};

/** Throws when the file cannot be opened. */
export function openLog(level: LogLevel, file: string | undefined): Log {
  const names = Object.fromEntries(Object.entries(pinoLevels).map(([name, pinoName]) => [pinoName, name]));
  const logger = pino(
    {
      level: pinoLevels[level],
      base: null,
      timestamp: () => `,"timestamp":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: names[label] ?? label }) },
    },
    // Each line is one write: nothing is lost or torn when the server is killed, and there are few of them.
    destination({ sync: true, ...(file === undefined ? { dest: 1 } : { dest: file }) }),
  );
  return (lineLevel, event, context = {}) => logger[pinoLevels[lineLevel]]({ event, context });
}
