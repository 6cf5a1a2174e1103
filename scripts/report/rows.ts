/** The rows of the requirements in short: what each asks to be shown. Tests and thresholds name them by id. */
import { registryRows } from "./rows/registry.ts";
import { searchRows } from "./rows/search.ts";
import { workflowRows } from "./rows/workflow.ts";

export interface Row {
  readonly id: string;
  readonly about: string;
  /** Why it cannot be proven here, as the list says it; nothing may name it then. */
  readonly notHere?: string;
}

const noOlder = "not measured: no older registry is given";

const notHere: Readonly<Record<string, string>> = { "REG-10": noOlder, "REG-14": noOlder };

export const rows: readonly Row[] = Object.entries({
  REG: registryRows,
  SRCH: searchRows,
  WF: workflowRows,
}).flatMap(([system, texts]) =>
  texts.map((about, index) => {
    const id = `${system}-${String(index + 1).padStart(2, "0")}`;
    const why = notHere[id];
    return why === undefined ? { id, about } : { id, about, notHere: why };
  }),
);
