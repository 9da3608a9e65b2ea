// Formatting on demand. Prettier is large, so it is a module of its own (app/js/format.js) that is fetched at the first
// wish. What it changed is one step that undo takes back, and the cursor stays at the same place of the code.
import { language } from "@codemirror/language";
import { isolateHistory } from "@codemirror/commands";

// How long the formatter may take to arrive, in milliseconds.
const DEADLINE = 20_000;
// The longest code that is formatted, in characters; as much as is kept of a challenge.
const LONGEST = 100_000;
// How often formatting begins anew because the code was changed meanwhile.
const ATTEMPTS = 3;

// What reads the code, by the editor's language: Babel knows both.
const PARSERS = { javascript: "babel", typescript: "babel-ts" };

// What formats, or nothing where it does not come in time.
async function fetched() {
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, DEADLINE)));
  try {
    return await Promise.race([import("../format.js"), late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

// The part of the text that differs, as a change.
function difference(before, after) {
  let from = 0;
  while (from < before.length && before[from] === after[from]) from += 1;
  let same = 0;
  while (same < Math.min(before.length, after.length) - from && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  return { from, to: before.length - same, insert: after.slice(from, after.length - same) };
}

// Formats the code in the editor. Gives how that ended: `done`, `same`, `language`, `long`, `fetch`, `busy`, or `parse` with
// `line`, `column` and `message`.
export async function format(view) {
  const parser = PARSERS[view.state.facet(language)?.name];
  if (!parser) return { ended: "language" };
  if (view.state.doc.length > LONGEST) return { ended: "long" };
  const formatter = await fetched();
  if (!formatter) return { ended: "fetch" };
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const { doc, selection } = view.state;
    const before = doc.toString();
    const result = await formatter.formatted(before, selection.main.head, parser);
    if (!view.state.doc.eq(doc)) continue;
    if (result.message) return { ended: "parse", ...result };
    if (result.text === before) return { ended: "same" };
    view.dispatch({
      changes: difference(before, result.text),
      selection: { anchor: Math.min(Math.max(result.cursor, 0), result.text.length) },
      annotations: isolateHistory.of("full"),
      userEvent: "format",
      scrollIntoView: true,
    });
    return { ended: "done" };
  }
  return { ended: "busy" };
}
