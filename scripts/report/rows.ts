/** The rows of the requirements in short: what each asks to be shown. Tests and thresholds name them by id. */
import { operationRows } from "./rows/operations.ts";
import { registryRows } from "./rows/registry.ts";
import { reportRows } from "./rows/report.ts";
import { searchRows } from "./rows/search.ts";
import { workflowRows } from "./rows/workflow.ts";

export interface Row {
  readonly id: string;
  readonly about: string;
  /** What the list says while no run has a result of it: only a run that is given more than usual has one. */
  readonly notMeasured?: string;
  /** Why no threshold and no test names it; every other row is named by one (REP-19). */
  readonly notProven?: string;
}

const noOlder = "not measured: no run was given an older registry (BASELINE_TARGET)";

const notMeasured: Readonly<Record<string, string>> = { "REG-10": noOlder, "REG-14": noOlder };

const notProven: Readonly<Record<string, string>> = {
  "REP-11": "there is no capacity session yet",
  "REP-15": "coverage is not measured",
};

export const rows: readonly Row[] = Object.entries({
  REG: registryRows,
  SRCH: searchRows,
  WF: workflowRows,
  OPS: operationRows,
  REP: reportRows,
}).flatMap(([system, texts]) =>
  texts.map((about, index) => {
    const id = `${system}-${String(index + 1).padStart(2, "0")}`;
    const [unmeasured, unproven] = [notMeasured[id], notProven[id]];
    return {
      id,
      about,
      ...(unmeasured === undefined ? {} : { notMeasured: unmeasured }),
      ...(unproven === undefined ? {} : { notProven: unproven }),
    };
  }),
);
