/** Settings as they may be shown: secrets only as given, and those of names that other programs share for the first lines of a run. */
import type { Field } from "#contract/field";
import { fields, type Settings } from "#contract/settings";

const given = "(given)";

/** Every setting, for config.json. */
export function shownSettings(settings: Settings): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [
      name,
      isSecret(name) && value !== undefined ? given : clean(value),
    ]),
  );
}

/** `name=value, …`, or nothing when none was given. */
export function echoOf(settings: Settings): string {
  const shown = shownSettings(settings);
  return (Object.entries(fields) as [keyof Settings, Field<unknown>][])
    .filter(
      ([name, { isEchoed, fallback }]) =>
        isEchoed === true && settings[name] !== undefined && settings[name] !== fallback,
    )
    .map(([name]) => `${name}=${shown[name]}`)
    .join(", ");
}

/** The query of a URL may hold a key; the rest of it never does, since a URL with a user name is refused. */
export function withoutQuery(url: string): string {
  const at = url.indexOf("?");
  return at === -1 ? url : `${url.slice(0, at)}?(not recorded)`;
}

function clean(value: unknown): unknown {
  return Array.isArray(value) ? value.map((entry) => (typeof entry === "string" ? withoutQuery(entry) : entry)) : value;
}

function isSecret(name: string): boolean {
  return (fields as { readonly [name: string]: Field<unknown> })[name]?.isSecret === true;
}
