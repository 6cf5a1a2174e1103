/** The small disk that the target's SQLite store lies on fills up while the process writes to it, until nothing more fits. */
import { rmSync, statSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { mountUnavailable } from "../lib/mounts.ts";
import type { Fault } from "./fault.ts";
import { fillDisk } from "./helpers/filler.ts";
import { storeOf } from "./store-faults.ts";

export const fault: Fault = {
  needs: ["process", "small-disk"],
  params: {},
  lastsSeconds: 5,
  recoverSeconds: 5,
  unavailable() {
    if (!isBuiltin("node:sqlite")) return `Node ${process.versions.node} has no SQLite to see with that nothing fits`;
    const reason = mountUnavailable();
    return reason === undefined ? undefined : `the store gets a small disk of its own, and ${reason}`;
  },
  async inject(context) {
    const { path } = storeOf(context);
    const folder = dirname(path);
    if (statSync(folder).dev === statSync(dirname(folder)).dev) throw new Error(`${folder} is no disk of its own`);
    const filler = join(folder, "filler");
    context.journal([{ undo: "remove", path: filler }]);
    // SQLite writes its log over from the start, for which there would always be room.
    await inStore(path, emptyLog);
    fillDisk(filler);
    return {
      async hasBitten() {
        fillDisk(filler); // a commit may have come first
        return (await inStore(path, commit)) === full;
      },
      heal: async () => rmSync(filler, { force: true }),
    };
  },
};

/** SQLite's word for a full disk. */
const full = 13;

/** As another session of the same store. Returns SQLite's result code, 0 when all went well. */
async function inStore(path: string, work: (database: DatabaseSync) => void): Promise<number> {
  const sqlite = await import("node:sqlite");
  const database = new sqlite.DatabaseSync(path, { timeout: 200 });
  try {
    work(database);
    return 0;
  } catch (error) {
    const { errcode } = error as { errcode?: number };
    if (errcode === undefined) throw error;
    return errcode & 0xff; // an extended code has more above
  } finally {
    database.close();
  }
}

function emptyLog(database: DatabaseSync): void {
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
}

/** A commit like any other, of what is there already. */
function commit(database: DatabaseSync): void {
  const { user_version: version } = database.prepare("PRAGMA user_version").get() ?? {};
  database.exec(`PRAGMA user_version = ${Number(version)}`);
}
