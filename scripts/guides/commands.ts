/** Finds the commands of a guide: what its code blocks show a person to type, and what they hold that nobody can read. */

/** A command as it stands in a guide, continued lines joined. */
export interface GuideCommand {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

export interface Guide {
  readonly commands: readonly GuideCommand[];
  /** Lines and blocks that are neither a command nor known to be none. */
  readonly unknown: readonly string[];
}

/** `sh` is typed as it stands, of `console` what follows a prompt; the others hold nothing to type. */
const kinds = ["sh", "console", "text", "ts", "json", "yaml"] as const;
type Kind = (typeof kinds)[number];

interface Block {
  readonly label: string;
  readonly firstLine: number;
  readonly lines: readonly string[];
}

export function readGuide(file: string, markdown: string): Guide {
  const commands: GuideCommand[] = [];
  const unknown: string[] = [];
  for (const { label, firstLine, lines } of blocksIn(markdown)) {
    const kind = kinds.find((each) => each === label);
    if (kind === undefined) {
      unknown.push(`${file}:${firstLine - 1} a block of the kind "${label}", not one of ${kinds.join(", ")}`);
      continue;
    }
    for (const { line, text } of joined(lines, firstLine)) {
      const typed = typedIn(kind, text);
      if (typed !== undefined) commands.push({ file, line, text: typed });
      else if (kind !== "console" && /^(\$ |make\b)/.test(text))
        unknown.push(`${file}:${line} a command in a block of the kind "${kind}": ${text}`);
    }
  }
  return { commands, unknown };
}

/** A block that is never closed reaches to the end, as Markdown says. */
function blocksIn(markdown: string): readonly Block[] {
  const blocks: Block[] = [];
  let open: { label: string; firstLine: number; lines: string[] } | undefined;
  for (const [index, line] of markdown.split("\n").entries()) {
    const fence = /^\s*```+\s*(\S*)/.exec(line);
    if (fence === null) open?.lines.push(line);
    else if (open !== undefined) open = undefined;
    else {
      open = { label: fence[1] ?? "", firstLine: index + 2, lines: [] };
      blocks.push(open);
    }
  }
  return blocks;
}

/** A line that ends in a backslash goes on in the next one. */
function joined(lines: readonly string[], firstLine: number): readonly { line: number; text: string }[] {
  const whole: { line: number; text: string }[] = [];
  let goesOn = false;
  for (const [index, written] of lines.entries()) {
    const text = written.replace(/\s*\\$/, "");
    const last = whole.at(-1);
    if (goesOn && last !== undefined) last.text = `${last.text} ${text.trim()}`;
    else whole.push({ line: firstLine + index, text });
    goesOn = /\\$/.test(written);
  }
  return whole;
}

/** What a person types of a line, if anything. */
function typedIn(kind: Kind, line: string): string | undefined {
  if (kind === "console") return /^\$ (.+)$/.exec(line)?.[1]?.trim();
  const text = line.trim();
  return kind === "sh" && text !== "" && !text.startsWith("#") ? text : undefined;
}
