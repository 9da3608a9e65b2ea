// What the code is written in: its grammar, and what a screen reader calls the editor.
import { javascriptLanguage, typescriptLanguage } from "@codemirror/lang-javascript";
import { Compartment } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

// The place of the language among the extensions, so that another can take it.
export const language = new Compartment();

const grammars = { JavaScript: javascriptLanguage, TypeScript: typescriptLanguage };

// The extensions for a language, by its name.
export function writtenIn(name) {
  return [grammars[name] ?? javascriptLanguage, EditorView.contentAttributes.of({ "aria-label": `Your code, in ${name}` })];
}
