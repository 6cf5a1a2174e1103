/** Checks of the network within this machine: loopback carries bytes, and the ports asked for are free. */
import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import type { Settings } from "#contract/settings";
import { requireAskedPort } from "../lib/ports.ts";
import { messageOf, Problem } from "../lib/problem.ts";
import { bad, type Check, ok } from "./check.ts";

export async function networkChecks(settings: Settings): Promise<readonly Check[]> {
  return [await loopbackCheck(), await portCheck(settings)];
}

const patienceMs = 1000;

/** One byte there and back. */
export async function loopbackCheck(): Promise<Check> {
  const server = createServer((socket) => socket.pipe(socket).on("error", () => {}));
  const signal = AbortSignal.timeout(patienceMs);
  try {
    server.listen(0, "127.0.0.1");
    await once(server, "listening", { signal });
    const client = connect({ host: "127.0.0.1", port: (server.address() as AddressInfo).port, signal });
    try {
      client.write("x");
      await once(client, "data", { signal });
    } finally {
      client.destroy();
    }
    return ok("loopback", "127.0.0.1 answers");
  } catch (error) {
    return bad("loopback", {
      what: `127.0.0.1 does not work: ${signal.aborted ? `no answer within ${patienceMs} ms` : messageOf(error)}`,
      why: "everything a run starts listens there",
      fix: "bring the interface up: ip link set lo up",
    });
  } finally {
    server.close();
  }
}

async function portCheck(settings: Settings): Promise<Check> {
  const asked = (["DASHBOARD_PORT", "SESSION_PORT"] as const).filter((name) => settings[name] !== 0);
  if (asked.length === 0) return ok("ports", "none asked for: the OS picks free ones");
  try {
    for (const name of asked) await requireAskedPort(settings, name);
    return ok("ports", `${asked.map((name) => `${name}=${settings[name]}`).join(" and ")} free`);
  } catch (error) {
    if (error instanceof Problem && error.texts[0] !== undefined) return bad("ports", error.texts[0]);
    throw error;
  }
}
