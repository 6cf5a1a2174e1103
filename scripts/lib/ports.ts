/** Loopback ports picked by the OS, or proven free. */
import { type AddressInfo, connect, createServer } from "node:net";
import { holderOf } from "./port-holder.ts";
import { Problem } from "./problem.ts";

/** A port that was free a moment ago. The OS hands out another one to the next caller. */
export async function freePort(): Promise<number> {
  return (await listen(0)).port;
}

/** Throws a Problem that names the setting when the port cannot be bound on loopback. */
async function requireFreePort(port: number, setting: string): Promise<void> {
  try {
    await listen(port);
  } catch (error) {
    throw new Problem(
      "usage",
      {
        what: `${setting}=${port} cannot be used: ${(error as NodeJS.ErrnoException).code ?? String(error)}${heldBy(port)}`,
        why: "another program listens on 127.0.0.1 there, or this user may not use the port",
        fix: `leave ${setting} out (the OS then picks a free port) or name another one`,
      },
      error,
    );
  }
}

type PortSetting = "DASHBOARD_PORT" | "SESSION_PORT";

/** Of a port a person asked for; 0 asks for none. Throws a Problem when it cannot be had. */
export async function requireAskedPort(
  settings: Readonly<Record<PortSetting, number>>,
  name: PortSetting,
): Promise<void> {
  const port = settings[name];
  if (port === 0) return;
  if (name === "SESSION_PORT" && port === settings.DASHBOARD_PORT) {
    throw new Problem("usage", {
      what: `SESSION_PORT and DASHBOARD_PORT are both ${port}`,
      why: "two pages cannot share a port",
      fix: "leave SESSION_PORT out (the OS then picks a free port) or name another one",
    });
  }
  await requireFreePort(port, name);
}

/** True when something accepts connections there. */
export function isListening(port: number, host = "127.0.0.1"): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host });
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => end(true));
    socket.once("error", () => end(false));
  });
}

function heldBy(port: number): string {
  const holder = holderOf(port);
  return holder === undefined ? "" : `, it is held by ${holder}`;
}

async function listen(port: number): Promise<AddressInfo> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host: "127.0.0.1", exclusive: true }, resolve);
  });
  const address = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return address;
}
