/** One thing the workflow server can be asked, whichever way: a route and an MCP tool are both made of it. */
import type { z } from "zod";
import type { Session } from "../service/database.ts";
import { parseRequest } from "../service/request.ts";
import type { References } from "./references.ts";

/** Who asks, and what an answer is made with. */
export interface Asked {
  readonly clientId: string;
  readonly references: References;
  /** One connection, for one statement or several. */
  use<T>(work: (session: Session) => Promise<T>): Promise<T>;
}

export interface Call {
  /** As an MCP tool. */
  readonly name: string;
  readonly about: string;
  /** POST unless said. */
  readonly method?: "GET";
  /** Without the slash; `:id` is a part of the request. */
  readonly path: string;
  /** 200 unless said. */
  readonly status?: number;
  readonly request: z.ZodObject;
  /** Throws a ServiceError for what is no request, or cannot be done. */
  answer(asked: Asked, request: unknown): Promise<Record<string, unknown>>;
}

interface Definition<S extends z.ZodObject> extends Omit<Call, "answer" | "request"> {
  readonly request: S;
  run(asked: Asked, request: z.infer<S>): Promise<Record<string, unknown> | undefined>;
}

export function call<S extends z.ZodObject>({ run, ...definition }: Definition<S>): Call {
  return {
    ...definition,
    async answer(asked, request) {
      const answer = await run(asked, parseRequest(definition.request, request));
      if (answer === undefined) throw new Error(`${definition.name}: a statement with RETURNING gave no row`);
      return answer;
    },
  };
}
