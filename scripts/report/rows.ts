/** The rows of the requirements in short: what each asks to be shown. Tests and thresholds name them by id. */
import { registryRows } from "./rows/registry.ts";
import { searchRows } from "./rows/search.ts";
import { workflowRows } from "./rows/workflow.ts";

export interface Row {
  readonly id: string;
  readonly about: string;
  /** What the list says while no run has a result of it: only a run that is given more than usual has one. */
  readonly notMeasured?: string;
}

const noOlder = "not measured: no run was given an older registry (BASELINE_TARGET)";

const notMeasured: Readonly<Record<string, string>> = { "REG-10": noOlder, "REG-14": noOlder };

export const rows: readonly Row[] = Object.entries({
  REG: registryRows,
  SRCH: searchRows,
  WF: workflowRows,
}).flatMap(([system, texts]) =>
  texts.map((about, index) => {
    const id = `${system}-${String(index + 1).padStart(2, "0")}`;
    const why = notMeasured[id];
    return why === undefined ? { id, about } : { id, about, notMeasured: why };
  }),
);
