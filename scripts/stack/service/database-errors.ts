/** Tells what a failed statement means: the connection is gone, no connection was free, or the statement itself is wrong. */

const socketCodes = new Set(["ECONNREFUSED", "ECONNRESET", "ECONNABORTED", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH"]);

/** pg gives these no code. */
const lostMessages = [
  "Connection terminated",
  "Query read timeout",
  "timeout exceeded when trying to connect",
  "Client has encountered a connection error",
  "Client was closed",
];

/** PostgreSQL's classes 08 (connection exception) and 57P0x (shut down, crashed, starting up). */
const lostState = /^(08...|57P0[1-5])$/;

/** PostgreSQL cancelled it because it took too long: the table is locked, or the machine is too slow. */
export function isStatementTimeout(error: unknown): boolean {
  return sqlState(error) === "57014";
}

/** The disk is full, or a file may not grow further: for the latter PostgreSQL has only its operating system's text. */
export function isDiskFull(error: unknown): boolean {
  return sqlState(error) === "53100" || (error instanceof Error && error.message.endsWith(": File too large"));
}

export function isConnectionLoss(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isConnectionLoss);
  const { code } = error as { code?: unknown };
  if (typeof code === "string" && (socketCodes.has(code) || lostState.test(code))) return true;
  return error instanceof Error && lostMessages.some((message) => error.message.includes(message));
}

export function isPoolExhausted(error: unknown): boolean {
  return error instanceof Error && error.message.includes("timeout exceeded when trying to connect");
}

/** A NUL in a text, plain or within JSON: PostgreSQL holds none. */
export function isBadText(error: unknown): boolean {
  return sqlState(error) === "22021" || sqlState(error) === "22P05";
}

/** PostgreSQL's SQLSTATE of an error, such as 42P01 for a table that is not there. */
export function sqlState(error: unknown): string | undefined {
  const { code } = error as { code?: unknown };
  return typeof code === "string" ? code : undefined;
}
