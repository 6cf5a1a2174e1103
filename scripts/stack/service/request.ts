/** What a request must look like, in zod's words; 400 with every mistake when it does not. */
import type { z } from "zod";
import { ServiceError } from "./errors.ts";

export function parseRequest<S extends z.ZodType>(schema: S, given: unknown): z.infer<S> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => ({ field: path.join("."), message }));
  const message = problems.map((problem) => `${problem.field || "body"}: ${problem.message}`).join("; ");
  throw new ServiceError(400, "invalid_request", message, { problems });
}
