// What the code is written in: its grammar, how deep a step is, and what a screen reader calls the editor. What there is of
// Python is fetched when it is first wanted; until then, or where it does not come, the text has no colours.
import { javascriptLanguage, typescriptLanguage } from "@codemirror/lang-javascript";
import { StreamLanguage, indentUnit } from "@codemirror/language";
import { Compartment } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { guideOf } from "./complete.js";

// The place of the language among the extensions, so that another can take it.
const place = new Compartment();

const grammars = { JavaScript: javascriptLanguage, TypeScript: typescriptLanguage };

// The extensions for a language, by its name.
function extensions(name) {
  return [
    grammars[name] ?? [],
    indentUnit.of(name === "Python" ? "    " : "  "),
    EditorView.contentAttributes.of({ "aria-label": `Your code, in ${name}` }),
  ];
}

// The language that an editor begins with.
export const language = (name) => place.of(extensions(name));

// Has the editor's text read as another language.
export async function writeIn(view, name) {
  const now = extensions(name);
  view.dispatch({ effects: place.reconfigure(now) });
  if (name in grammars) return;
  try {
    const { python, propose } = await import("./python.js");
    const grammar = StreamLanguage.define(python);
    const autocomplete = (context) => propose(context, guideOf(context.state));
    grammars.Python = [grammar, grammar.data.of({ autocomplete })];
  } catch {
    return;
  }
  // Another language may have been chosen, or the editor left, in the meantime.
  if (place.get(view.state) === now) view.dispatch({ effects: place.reconfigure(extensions(name)) });
}
