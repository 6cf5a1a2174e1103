/** Takes a secret out of a text, also where the text was cut off in the middle of it. */

/** So much of its beginning gives a secret away; shorter beginnings are words like any other. */
const tellingLength = 8;

const redacted = "(AUTH_TOKEN)";

/** A secret that is empty is in no text. */
export function redact(text: string, secret: string): string {
  if (secret === "") return text;
  const beginning = secret.slice(0, tellingLength);
  const [first = "", ...rest] = text.split(beginning);
  return rest.reduce((done, part) => {
    let shared = 0;
    while (shared < part.length && part[shared] === secret[beginning.length + shared]) shared += 1;
    return done + redacted + part.slice(shared);
  }, first);
}
