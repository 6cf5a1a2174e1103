/** How a reference server says no: a status, a code, a message, in an envelope (contract C0). */
import type { FastifyInstance } from "fastify";
import { isBadText, isDiskFull, isStatementTimeout } from "./database-errors.ts";

export type ErrorDetails = Readonly<Record<string, unknown>> | null;

/** An answer other than success, thrown from anywhere below a route. */
export class ServiceError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: ErrorDetails;

  constructor(status: number, code: string, message: string, details: ErrorDetails = null) {
    super(message);
    this.name = "ServiceError";
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

const frameworkCodes: { readonly [status: number]: string } = {
  400: "invalid_request",
  404: "not_found",
  405: "method_not_allowed",
  413: "body_too_large",
  415: "unsupported_media_type",
};

/** What any error thrown below a route is to the caller. The text of an unexpected one stays in the log. */
export function toServiceError(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  if (isDiskFull(error)) return diskFull();
  if (isStatementTimeout(error)) {
    return new ServiceError(503, "statement_timeout", "the database took too long over a statement");
  }
  if (isBadText(error)) return new ServiceError(400, "invalid_request", "a text holds a NUL character");
  const { statusCode, message } = error as { statusCode?: unknown; message?: unknown };
  if (typeof statusCode === "number" && statusCode >= 400 && statusCode < 500) {
    return new ServiceError(statusCode, frameworkCodes[statusCode] ?? "invalid_request", String(message));
  }
  return new ServiceError(500, "internal_error", "the server made a mistake; its log says more");
}

export function diskFull(): ServiceError {
  return new ServiceError(507, "disk_full", "the store has no space left");
}

/** The body of an answer other than success. */
export type ErrorEnvelope = (error: ServiceError) => Readonly<Record<string, unknown>>;

/** The envelope of contract C0. */
export const codeMessageDetails: ErrorEnvelope = ({ code, message, details }) => ({ error: code, message, details });

const methods = ["GET", "POST", "DELETE", "PUT", "PATCH"] as const;

/** A known path asked with the wrong method is 405 with Allow, any other 404. */
export function answerUnknown(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) => {
    const url = request.url.split("?", 1)[0] ?? "/";
    const allowed = methods.filter((method) => app.findRoute({ method, url }) !== null);
    if (allowed.length === 0) throw new ServiceError(404, "not_found", `no route ${url}`);
    reply.header("allow", allowed.join(", "));
    throw new ServiceError(405, "method_not_allowed", `${request.method} is not for ${url}`);
  });
}
