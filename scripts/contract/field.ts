/** Kinds of settings: how the text of each is read, and what is said when it is wrong. */

/** A setting's text, read; or what is wrong with it. */
type Parsed<T> = { readonly value: T } | { readonly wrong: string };

export interface Field<T> {
  /** What it means, one line. */
  readonly help: string;
  /** What a value may look like, for help and errors. */
  readonly accepts: string;
  readonly parse: (text: string) => Parsed<T>;
  /** The value when nobody gives one; its text is shown in help. */
  readonly fallback: T;
  /** Shown and recorded only as given. */
  readonly isSecret?: true;
  /** A name that other programs share: said at the start of a run that it is given to. */
  readonly isEchoed?: true;
  /** Another name for a setting, for those who have it in their environment already. */
  readonly aliasOf?: string;
}

export function field<T>(help: string, accepts: string, fallback: T, parse: (text: string) => Parsed<T>): Field<T> {
  return { help, accepts, fallback, parse };
}

export function text(help: string, accepts: string, fallback: string): Field<string> {
  return field(help, accepts, fallback, (value) => (value === "" ? { wrong: "it is empty" } : { value }));
}

export function optionalText(help: string, accepts: string): Field<string | undefined> {
  return field<string | undefined>(help, accepts, undefined, (value) =>
    value === "" ? { wrong: "it is empty" } : { value },
  );
}

export function number(
  help: string,
  accepts: string,
  fallback: number,
  isAllowed: (value: number) => boolean,
): Field<number> {
  return field(help, accepts, fallback, (written) => {
    const value = Number(written);
    return written.trim() !== "" && isAllowed(value) ? { value } : { wrong: `"${written}" is not ${accepts}` };
  });
}

const urlForm = /^https?:\/\/(\[[0-9a-fA-F:]+\]|[A-Za-z0-9._-]+)(:\d{1,5})?(\/[^\s]*)?$/;

export function urls(help: string, accepts: string): Field<readonly string[]> {
  return field<readonly string[]>(help, accepts, [], (written) => {
    const all = written.split(",").map((url) => url.trim().replace(/\/+$/, ""));
    const bad = all.find((url) => !urlForm.test(url));
    return bad === undefined ? { value: all } : { wrong: `"${bad}" is not ${accepts}` };
  });
}

export function oneUrl(help: string): Field<readonly string[]> {
  const accepts = "an http(s) URL";
  const many = urls(help, accepts);
  return {
    ...many,
    parse: (written) => (written.includes(",") ? { wrong: `"${written}" is more than one URL` } : many.parse(written)),
  };
}

export function oneOf<V extends string>(help: string, values: readonly V[], fallback: V): Field<V> {
  return field<V>(help, values.join(" | "), fallback, (written) => {
    const value = values.find((candidate) => candidate === written);
    return value === undefined ? { wrong: `"${written}" is none of ${values.join(", ")}` } : { value };
  });
}

/** Absent unless given, and then of this form. A wrong value is not quoted where it may be a secret. */
export function formed(help: string, accepts: string, form: RegExp, isSecret = false): Field<string | undefined> {
  const secrecy = isSecret ? ({ isSecret: true } as const) : {};
  const parse = (written: string): Parsed<string | undefined> =>
    form.test(written) ? { value: written } : { wrong: `${isSecret ? "its value" : `"${written}"`} is not ${accepts}` };
  return { ...field<string | undefined>(help, accepts, undefined, parse), ...secrecy };
}

/** Absent unless given. */
export function optionalNumber(
  help: string,
  accepts: string,
  isAllowed: (value: number) => boolean,
): Field<number | undefined> {
  const { parse } = number(help, accepts, 0, isAllowed);
  return field<number | undefined>(help, accepts, undefined, parse);
}

const secondsPer = { s: 1, m: 60, h: 3600 } as const;

/** In seconds, absent unless given: `90`, `90s`, `1.5m`, `1h`. */
export function optionalSeconds(help: string, from: number, to: number): Field<number | undefined> {
  const accepts = `a time from ${from} s to ${to} s: 90, 90s, 1.5m`;
  return field<number | undefined>(help, accepts, undefined, (written) => {
    const [, digits = "", unit = "s"] = /^\s*(\d+(?:\.\d+)?)\s*([smh])?\s*$/.exec(written) ?? [];
    const value = digits === "" ? Number.NaN : Number(digits) * secondsPer[unit as keyof typeof secondsPer];
    return value >= from && value <= to ? { value } : { wrong: `"${written}" is not ${accepts}` };
  });
}

export function isWhole(value: number, from: number, to: number): boolean {
  return Number.isInteger(value) && value >= from && value <= to;
}
