/** The settings that tell how any search system is asked: what is wrong with them together, and what they come to. */

import { fillBody, fillPath, queryHole, type SearchTemplate, templateDialect } from "#contract/search-template";
import type { FieldName, Mistake, Settings } from "#contract/settings";
import type { Cast } from "./choice.ts";

const names = ["SEARCH_METHOD", "SEARCH_PATH", "SEARCH_BODY", "SEARCH_HITS", "SEARCH_TEXT"] as const;

export function templateOf(dialect: string, settings: Settings): { readonly template?: SearchTemplate } {
  const { SEARCH_METHOD: method, SEARCH_PATH: path = "", SEARCH_BODY: body } = settings;
  const { SEARCH_HITS: hits = "", SEARCH_TEXT: text = "" } = settings;
  if (dialect !== templateDialect) return {};
  const template = { method: method ?? (body === undefined ? "GET" : "POST"), path, hits, text };
  return { template: body === undefined ? template : { ...template, body } };
}

export function templateMistakes(cast: readonly Cast[], settings: Settings): readonly Mistake[] {
  const isTold = cast.some(({ role, dialect }) => role === "search" && dialect === templateDialect);
  if (!isTold) return names.filter((name) => settings[name] !== undefined).map(idle);
  const given = templateOf(templateDialect, settings).template;
  return given === undefined ? [] : [...missing(settings), ...requestMistakes(given), ...idMistakes(cast)];
}

function idle(name: FieldName): Mistake {
  return {
    what: `${name} is given, and no search system is asked by settings`,
    why: "a setting that is ignored is a run that measured something else",
    fix: `say SEARCH_DIALECT=${templateDialect}, or leave out ${name}`,
  };
}

function missing(settings: Settings): readonly Mistake[] {
  return (["SEARCH_HITS", "SEARCH_TEXT"] as const)
    .filter((name) => settings[name] === undefined)
    .map((name) => ({
      what: `${name} is not given`,
      why: "an answer whose content nobody looks at proves nothing",
      fix: `give ${name}=… as a JSON pointer, such as ${name === "SEARCH_HITS" ? "/results" : "/content"}`,
    }));
}

function requestMistakes({ method, path, body }: SearchTemplate): readonly Mistake[] {
  const mistakes: Mistake[] = [];
  if (!`${path}${body ?? ""}`.includes(queryHole)) {
    mistakes.push({
      what: `neither SEARCH_PATH nor SEARCH_BODY holds ${queryHole}`,
      why: "every request would be the same, and none would search for anything",
      fix: `write ${queryHole} where the words go: SEARCH_PATH='/search?q=${queryHole}'`,
    });
  }
  if (body !== undefined && method === "GET") {
    mistakes.push({
      what: "SEARCH_BODY is given, and SEARCH_METHOD is GET",
      why: "a GET has no body that a server must look at",
      fix: "leave out one of them",
    });
  }
  if (body !== undefined && !isJson(fillBody(body, 'a "word"', 1))) {
    mistakes.push({
      what: `SEARCH_BODY: ${body} is not JSON when it is filled in`,
      why: "no server could read it",
      fix: `put quotes around ${queryHole} and none around {limit}: SEARCH_BODY='{"query":"{query}","limit":{limit}}'`,
    });
  }
  if (/[^\x21-\x7e]/.test(fillPath(path, "", 1))) {
    mistakes.push({
      what: `SEARCH_PATH: "${path}" holds what no URL may`,
      why: "what is sent would not be what was written",
      fix: "write it URL-encoded; only what is searched for is encoded by itself",
    });
  }
  return mistakes;
}

/** A flow points at what it found. */
function idMistakes(cast: readonly Cast[]): readonly Mistake[] {
  if (!cast.some(({ role }) => role === "workflow")) return [];
  return [
    {
      what: `SEARCH_DIALECT=${templateDialect} tells of no ids, and this scenario writes down what was found`,
      why: "it would write down nothing and read nothing back",
      fix: "choose SCENARIO=search, or a search system with a dialect of its own",
    },
  ];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
