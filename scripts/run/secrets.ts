/** The last look for AUTH_TOKEN in what a run wrote: nothing should have written it, and if something did, it goes. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { redact } from "#contract/redact";
import type { Verdict } from "#contract/verdict";

/** Nothing is read where no token was given. */
export function sweepToken(runDir: string, token: string | undefined): void {
  if (token === undefined) return;
  for (const entry of readdirSync(runDir, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const text = readFileSync(path, "latin1"); // a token is plain ASCII, and every byte stays what it is
    const clean = redact(text, token);
    if (clean !== text) writeFileSync(path, clean, "latin1");
  }
}

export function verdictWithoutToken(verdict: Verdict, token: string | undefined): Verdict {
  return token === undefined ? verdict : (JSON.parse(redact(JSON.stringify(verdict), token)) as Verdict);
}
