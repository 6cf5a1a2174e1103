/** The log of a reference server, read strictly: a line that is not whole is an error, never left out (SRCH-18). */

export interface LogLine {
  /** Epoch milliseconds. */
  readonly atMs: number;
  readonly level: string;
  readonly event: string;
  readonly context: Readonly<Record<string, unknown>>;
}

const levels = new Set(["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]);
const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Throws an Error that quotes the first line that is no JSON object of timestamp, level, event and context. */
export function logLines(text: string): readonly LogLine[] {
  if (text !== "" && !text.endsWith("\n")) throw new Error(`the last line is not whole: ${text.slice(-80)}`);
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map(readLine);
}

function readLine(line: string): LogLine {
  const { timestamp, level, event, context, ...more } = JSON.parse(line) as Record<string, unknown>;
  const isTime = typeof timestamp === "string" && isoTime.test(timestamp);
  const isNamed = typeof level === "string" && levels.has(level) && typeof event === "string" && event !== "";
  const isObject = typeof context === "object" && context !== null && !Array.isArray(context);
  if (!isTime || !isNamed || !isObject || Object.keys(more).length > 0) throw new Error(`no log line: ${line}`);
  return { atMs: Date.parse(timestamp), level, event, context: context as LogLine["context"] };
}
