/** Recognises an answer that is, byte for byte, one found right before but for its id and value: it need not be read again. Pure: no k6. */

/** The three parts of a right answer around its id and its value, in the order they stand in. */
interface Form {
  readonly head: string;
  readonly middle: string;
  readonly tail: string;
  readonly isIdFirst: boolean;
}

export interface Likeness {
  /** True when `body` is sure to be right. False says nothing: it must be read. */
  isOf(body: string, id: number, value: string): boolean;
  /** Takes the form of an answer to `id` that was read and found right because one of its texts holds `value`. */
  learn(body: string, id: number, value: string): void;
}

/** Answers that never come in one form, such as those with a time in them, are given up on after so many. */
const lessons = 20;

export function likeness(): Likeness {
  let form: Form | undefined;
  let lessonsLeft = lessons;
  return {
    isOf(body, id, value) {
      if (form === undefined || !isPlain(value)) return false;
      const { head, middle, tail, isIdFirst } = form;
      return body === (isIdFirst ? head + id + middle + value + tail : head + value + middle + id + tail);
    },
    learn(body, id, value) {
      form = lessonsLeft > 0 && isPlain(value) ? formOf(body, id, value) : undefined;
      lessonsLeft -= 1;
    },
  };
}

/** A value spelled in JSON as it is: put in the place of another, it changes nothing around it. */
function isPlain(value: string): boolean {
  return JSON.stringify(value).length === value.length + 2;
}

/**
 * `undefined` unless value and id stand in the body once each. The body was read and found right, so those one places
 * are the ones that were judged; of two nobody could say which.
 */
function formOf(body: string, id: number, value: string): Form | undefined {
  const valueAt = onlyPlace(body, value);
  if (valueAt === undefined || onlyPlace(body.replace(value, " "), String(id)) === undefined) return undefined;
  const member = body.indexOf(`"id":${id}`);
  if (member === -1) return undefined;
  const idAt = member + '"id":'.length;
  const [first, second] = idAt < valueAt ? [idAt, valueAt] : [valueAt, idAt];
  const [firstEnd, secondEnd] =
    idAt < valueAt
      ? [idAt + String(id).length, valueAt + value.length]
      : [valueAt + value.length, idAt + String(id).length];
  return {
    head: body.slice(0, first),
    middle: body.slice(firstEnd, second),
    tail: body.slice(secondEnd),
    isIdFirst: idAt < valueAt,
  };
}

function onlyPlace(text: string, part: string): number | undefined {
  const at = text.indexOf(part);
  return at !== -1 && text.indexOf(part, at + 1) === -1 ? at : undefined;
}
