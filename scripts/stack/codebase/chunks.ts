/** Cuts a source file into chunks of 40 lines, each with an id that only its project, path and text decide. Pure. */
import { hash } from "node:crypto";

export interface Chunk {
  readonly id: string;
  /** First and last line, counted from 1. */
  readonly startLine: number;
  readonly endLine: number;
  readonly content: string;
  readonly contextBefore: string;
  readonly contextAfter: string;
}

export interface SourceFile {
  readonly projectId: string;
  /** Absolute, so that two trees of one project never share an id. */
  readonly path: string;
  readonly text: string;
}

const chunkLines = 40;
const contextLines = 3;

/** Chunks without a visible character are left out: no query finds them. */
export function chunksOf({ projectId, path, text }: SourceFile): Chunk[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop(); // the end of the last line, not a line
  const seen = new Map<string, number>();
  const chunks: Chunk[] = [];
  for (let start = 0; start < lines.length; start += chunkLines) {
    const end = Math.min(start + chunkLines, lines.length);
    const content = lines.slice(start, end).join("\n");
    if (content.trim() === "") continue;
    const repeats = seen.get(content) ?? 0; // the same 40 lines may occur twice in one file
    seen.set(content, repeats + 1);
    chunks.push({
      id: nameUuid(`${projectId}\0${path}\0${repeats}\0${content}`),
      startLine: start + 1,
      endLine: end,
      content,
      contextBefore: lines.slice(Math.max(0, start - contextLines), start).join("\n"),
      contextAfter: lines.slice(end, end + contextLines).join("\n"),
    });
  }
  return chunks;
}

const maxMeanLineLength = 500;

/** Text people write: neither binary nor minified. */
export function isSource(text: string): boolean {
  if (text.includes("\0")) return false;
  const lineCount = text.split("\n", 1000).length;
  return lineCount === 1000 || text.length / lineCount <= maxMeanLineLength;
}

/** A UUID of version 5 in shape: the same name always gives the same id. */
export function nameUuid(name: string): string {
  const hex = hash("sha1", name, "hex");
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
