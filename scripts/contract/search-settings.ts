/** Settings that tell how a search system of any kind is asked, for those that speak no dialect of ours. */
import { field, formed } from "./field.ts";
import { pointerForm } from "./json-pointer.ts";

const accepts = "GET | POST";

export const searchFields = {
  SEARCH_METHOD: field<"GET" | "POST" | undefined>(
    "with SEARCH_DIALECT=http-json: how it is asked; POST when not given and there is a body",
    accepts,
    undefined,
    (written) =>
      written === "GET" || written === "POST" ? { value: written } : { wrong: `"${written}" is not ${accepts}` },
  ),
  SEARCH_PATH: formed(
    "with http-json: added to the address; {query} is filled in URL-encoded, {limit} as digits",
    "a path such as '/find?q={query}&size={limit}'",
    /^\//,
  ),
  SEARCH_BODY: formed(
    "with http-json: what is sent; {query} is filled in JSON-escaped, {limit} as digits",
    'JSON such as \'{"query":"{query}","limit":{limit}}\'',
    /\S/,
  ),
  SEARCH_HITS: formed("with http-json: where an answer holds its hits", "a JSON pointer such as /results", pointerForm),
  SEARCH_TEXT: formed("with http-json: where a hit holds its text", "a JSON pointer such as /content", pointerForm),
} as const;
