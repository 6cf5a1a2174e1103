/** Settings under the names that systems and their operators know them by (OPS-14); what is given is echoed. */
import { formed, isWhole, oneUrl, optionalNumber } from "./field.ts";

export const environmentFields = {
  MCP_MESH_REGISTRY_URL: { ...oneUrl("another name of REGISTRY_URL"), aliasOf: "REGISTRY_URL", isEchoed: true },
  CONCURRENT_USERS: {
    ...optionalNumber(
      "users of each system at full load, where the profile's users come in a number",
      "a whole number from 1 to 20000",
      (value) => isWhole(value, 1, 20_000),
    ),
    isEchoed: true,
  },
  REQUEST_RATE: {
    ...optionalNumber(
      "arrivals a second at full load, where the profile's users arrive at a rate",
      "a number from 0.1 to 20000",
      (value) => value >= 0.1 && value <= 20_000,
    ),
    isEchoed: true,
  },
  AUTH_TOKEN: {
    ...formed(
      "sent as `Authorization: Bearer …` to systems that already run; never to what a run starts, never into a file",
      "a bearer token",
      /^[A-Za-z0-9._~+/-]+=*$/,
      true,
    ),
    isEchoed: true,
  },
  DATABASE_URL: {
    ...formed(
      "a PostgreSQL that already runs, for the codebase target; its tables stay there",
      "postgres://user:password@host:port/database",
      /^postgres(ql)?:\/\/([^\s/@?]+@)?(\[[0-9a-fA-F:]+\]|[A-Za-z0-9._-]+)(:\d{1,5})?\/[^\s/?]+(\?sslmode=[a-z-]+)?$/,
      true,
    ),
    isEchoed: true,
  },
  LOG_LEVEL: {
    ...formed(
      "how much the targets that a run starts log",
      "DEBUG | INFO | WARNING | ERROR | CRITICAL",
      /^(DEBUG|INFO|WARNING|ERROR|CRITICAL)$/i,
    ),
    isEchoed: true,
  },
  NODE_ENV: { ...formed("handed on to the Node targets that a run starts", "a word", /^[\w-]+$/), isEchoed: true },
} as const;
