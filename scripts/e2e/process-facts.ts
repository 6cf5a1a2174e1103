/** What the kernel says of running processes: where they listen, where they work. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** Addresses in state LISTEN of a process's own sockets. */
export function listeningAddresses(pid: number): string[] {
  const inodes = new Set<string>();
  try {
    for (const descriptor of readdirSync(`/proc/${pid}/fd`)) {
      const link = readlinkSync(`/proc/${pid}/fd/${descriptor}`);
      if (link.startsWith("socket:[")) inodes.add(link.slice("socket:[".length, -1));
    }
  } catch {
    return []; // ended, as initdb has
  }
  const tables = ["tcp", "tcp6"].flatMap((table) =>
    readFileSync(`/proc/${pid}/net/${table}`, "utf8").split("\n").slice(1),
  );
  const sockets = tables.map((line) => line.trim().split(/\s+/));
  return sockets.flatMap(([, local = "", , state, , , , , , inode = ""]) =>
    state === "0A" && inodes.has(inode) ? [local.split(":", 1)[0] ?? ""] : [],
  );
}

/** Processes whose working folder lies below ours. */
export function commandsBelow(path: string): string[] {
  return readdirSync("/proc").filter((entry) => {
    try {
      return /^\d+$/.test(entry) && readlinkSync(`/proc/${entry}/cwd`).startsWith(path);
    } catch {
      return false; // ended meanwhile, or not ours to see
    }
  });
}
