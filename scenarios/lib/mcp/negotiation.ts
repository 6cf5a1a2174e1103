/** Which era a server speaks, told from its answer to the modern `server/discover`. Pure: no k6. */
import type { Failure } from "#contract/operations";
import { isObject, type RpcError, readReply } from "./message.ts";
import { isLegacyVersion, modernVersion } from "./versions.ts";

export type Era = "legacy" | "modern";

const unsupportedVersion = -32022;
/** Errors only a modern server knows: a header that does not match, a capability it misses. */
const modernOnlyErrors: readonly number[] = [-32020, -32021];

/** `undefined` when the status tells nothing: the server is in trouble, or wants a login. */
export function eraTold(status: number, body: string, id: number): Era | Failure | undefined {
  const isRefusal = status >= 400 && status < 500 && ![401, 403, 408, 429].includes(status);
  if (status !== 200 && !isRefusal) return undefined;
  const reply = readReply(body, id);
  switch (reply.kind) {
    case "error":
      return eraOfError(reply.error);
    case "result":
      // A result with a refusing status contradicts itself.
      return isRefusal ? undefined : eraOfVersions(reply.result["supportedVersions"], "server/discover");
    default:
      // Refusals of web frameworks need not be JSON-RPC.
      return isRefusal ? "legacy" : { class: "protocol", why: reply.why };
  }
}

function eraOfError({ code, message, data }: RpcError): Era | Failure {
  if (code === unsupportedVersion)
    return eraOfVersions(isObject(data) ? data["supported"] : undefined, `error ${code}`);
  if (modernOnlyErrors.includes(code)) return { class: "protocol", why: `JSON-RPC error ${code} ${message}` };
  return "legacy";
}

function eraOfVersions(versions: unknown, source: string): Era | Failure {
  const offered: readonly unknown[] = Array.isArray(versions) ? versions : [];
  if (offered.includes(modernVersion)) return "modern";
  if (offered.some(isLegacyVersion)) return "legacy";
  return { class: "protocol", why: `${source} offers no version this client speaks: ${JSON.stringify(versions)}` };
}
