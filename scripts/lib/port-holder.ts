/** Who listens on a TCP port of this machine, from Linux's /proc. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { allPids } from "./proc.ts";
import { descendants } from "./process-list.ts";

/** `node (pid 42)`; only the user where the process may not be looked into; `undefined` when nobody listens. */
export function holderOf(port: number): string | undefined {
  const listening = listenersOn(port);
  const [first] = listening;
  if (first === undefined) return undefined;
  const links = new Set(listening.map(({ inode }) => `socket:[${inode}]`));
  const pid = allPids().find((candidate) => socketsOf(candidate)?.some((link) => links.has(link)));
  return pid === undefined ? `a process of user ${first.userId}` : `${programOf(pid)} (pid ${pid})`;
}

/** True when a process, or one that it started, listens on the port; also where that cannot be told: no /proc, or another user's process. */
export function isHeldBy(port: number, root: number): boolean {
  const links = new Set(listenersOn(port).map(({ inode }) => `socket:[${inode}]`));
  const mayHold = (pid: number): boolean => socketsOf(pid)?.some((link) => links.has(link)) ?? true;
  return links.size === 0 || mayHold(root) || descendants(root).some(mayHold);
}

function listenersOn(port: number): readonly Socket[] {
  return ["tcp", "tcp6"].flatMap((table) => readTable(table)).filter((socket) => socket.port === port);
}

interface Socket {
  readonly port: number;
  readonly userId: number;
  readonly inode: string;
}

/** Sockets in state LISTEN, 0A in proc_net_tcp(5). */
function readTable(table: string): readonly Socket[] {
  const lines = readText(`/proc/net/${table}`).split("\n").slice(1);
  return lines.flatMap((line) => {
    const [, local = "", , state, , , , userId = "", , inode = ""] = line.trim().split(/\s+/);
    const port = Number.parseInt(local.split(":")[1] ?? "", 16);
    return state === "0A" ? [{ port, userId: Number(userId), inode }] : [];
  });
}

/** `undefined` where they may not be looked at. */
function socketsOf(pid: number): readonly string[] | undefined {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((file) => {
      try {
        return readlinkSync(`/proc/${pid}/fd/${file}`);
      } catch {
        return ""; // closed meanwhile
      }
    });
  } catch {
    return undefined; // gone, or another user's
  }
}

/** Its name, and for Node what it runs. */
function programOf(pid: number): string {
  const [program = "", ...args] = readText(`/proc/${pid}/cmdline`).split("\0");
  const script = args.find((arg) => /\.[cm]?[jt]s$/.test(arg));
  const name = readText(`/proc/${pid}/comm`).trim() || program;
  return script === undefined ? name : `${program.split("/").at(-1)} ${script}`;
}

function readText(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return ""; // gone meanwhile, or no /proc on this platform
  }
}
