/** Text into HTML and XML: whatever is put into a template is text, unless it is markup itself. */

export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = Markup | string | number | null | undefined | false | readonly Part[];

/** Tag of a template: escapes every part that is not Markup; nothing stands for null, undefined and false. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const filled = strings.map((fixed, index) => fixed + (index < parts.length ? shown(parts[index]) : ""));
  return new Markup(filled.join(""));
}

function shown(part: Part): string {
  if (part === null || part === undefined || part === false) return "";
  if (part instanceof Markup) return part.text;
  return typeof part === "object" ? part.map(shown).join("") : escaped(String(part));
}

/** For text and for quoted attributes, in HTML and in XML. */
export function escaped(text: string): string {
  return visible(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** What XML may not hold, and what turns the direction of text around. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;

/** Control characters a target may have sent, as their numbers: `\x1b`. */
export function visible(text: string): string {
  return text
    .toWellFormed()
    .replaceAll("\r\n", "\n")
    .replaceAll("\r", "\n")
    .replace(unprintable, (character) => {
      const code = character.charCodeAt(0).toString(16);
      return code.length <= 2 ? `\\x${code.padStart(2, "0")}` : `\\u${code.padStart(4, "0")}`;
    });
}

/** JSON for a `<script type="application/json">`: nothing in it can end the element. */
export function inlineJson(value: unknown): Markup {
  return new Markup(
    JSON.stringify(value)
      .replaceAll("<", "\\u003c")
      .replaceAll(">", "\\u003e")
      .replaceAll("&", "\\u0026")
      .replaceAll("\u2028", "\\u2028")
      .replaceAll("\u2029", "\\u2029"),
  );
}
