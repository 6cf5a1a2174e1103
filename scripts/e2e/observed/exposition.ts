/** Prometheus' text form, read strictly: every family has HELP and TYPE before its first sample (SRCH-17). */

export interface Family {
  readonly type: string;
  readonly help: string;
  /** By name and labels as they are written, such as `x_bucket{le="1"}`. */
  readonly samples: ReadonlyMap<string, number>;
}

interface OpenFamily extends Family {
  readonly samples: Map<string, number>;
}

const sample = /^([a-zA-Z_:][\w:]*)(\{[^}]*\})? (\S+)$/;

/** Throws an Error that quotes the first line that does not belong there. */
export function parseExposition(text: string): ReadonlyMap<string, Family> {
  const helps = new Map<string, string>();
  const families = new Map<string, OpenFamily>();
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const [, help, about = ""] = /^# HELP (\S+) (.+)$/.exec(line) ?? [];
    const [, typed, type = ""] = /^# TYPE (\S+) (counter|gauge|histogram)$/.exec(line) ?? [];
    if (help !== undefined) helps.set(help, about);
    else if (typed !== undefined && helps.has(typed))
      families.set(typed, { type, help: helps.get(typed) ?? "", samples: new Map() });
    else addSample(families, line);
  }
  return families;
}

function addSample(families: ReadonlyMap<string, OpenFamily>, line: string): void {
  const [, name = "", labels = "", text = ""] = sample.exec(line) ?? [];
  const family = families.get(name) ?? histogramOf(families, name);
  const value = Number(text);
  if (family === undefined || text === "" || Number.isNaN(value))
    throw new Error(`no sample of a known family: ${line}`);
  family.samples.set(name + labels, value);
}

function histogramOf(families: ReadonlyMap<string, OpenFamily>, name: string): OpenFamily | undefined {
  const family = families.get(name.replace(/_(bucket|count|sum)$/, ""));
  return family?.type === "histogram" ? family : undefined;
}
