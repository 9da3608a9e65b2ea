// What is wrong with the code, and where: each place is marked in the gutter and underlined, its line is shaded, and the
// message stands beneath the line. A problem moves with the text around it and goes as soon as its own line is changed.
// F8 leads from one to the next; the list of them is the lint panel's.
import { closeLintPanel, lintGutter, lintKeymap, nextDiagnostic, openLintPanel, previousDiagnostic, setDiagnostics, setDiagnosticsEffect } from "@codemirror/lint";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, WidgetType, keymap } from "@codemirror/view";

// Sets the problems: a list of `{ from, to, message }`, in the order of the text.
const setProblems = StateEffect.define();

// The most that are marked at once.
const MOST = 20;

class Message extends WidgetType {
  constructor(text) {
    super();
    this.text = text;
  }
  eq(other) {
    return other.text === this.text;
  }
  toDOM() {
    const it = document.createElement("div");
    it.className = "problem-message";
    it.textContent = this.text;
    return it;
  }
}

function decorations(doc, problems) {
  const marks = problems.flatMap(({ from, message }) => {
    const line = doc.lineAt(from);
    return [
      Decoration.line({ class: "problem-line" }).range(line.from),
      Decoration.widget({ widget: new Message(message), block: true, side: 1 }).range(line.to),
    ];
  });
  return Decoration.set(marks, true);
}

// What is left of the problems after a change: those whose line was not touched, where they are now.
function left(problems, { startState, changes }) {
  const untouched = ({ from }) => {
    const line = startState.doc.lineAt(from);
    return !changes.touchesRange(line.from, line.to);
  };
  return problems.filter(untouched).map((it) => ({ ...it, from: changes.mapPos(it.from), to: changes.mapPos(it.to) }));
}

const state = StateField.define({
  create: () => ({ problems: [], marks: Decoration.none }),
  update(value, transaction) {
    const set = transaction.effects.find((it) => it.is(setProblems))?.value;
    if (!set && (value.problems.length === 0 || !transaction.docChanged)) return value;
    const problems = set ?? left(value.problems, transaction);
    return { problems, marks: decorations(transaction.newDoc, problems) };
  },
  provide: (field) => EditorView.decorations.from(field, (it) => it.marks),
});

const diagnostics = (problems) => problems.map((it) => ({ ...it, severity: "error" }));

// The marks of the lint package follow in the same transaction.
const follow = EditorState.transactionExtender.of((transaction) => {
  const { problems } = transaction.startState.field(state);
  if (problems.length === 0 || !transaction.docChanged || transaction.effects.some((it) => it.is(setProblems))) return null;
  return { effects: setDiagnosticsEffect.of(diagnostics(left(problems, transaction))) };
});

// Leads to the next or previous problem, and says it to screen readers.
const lead = (command) => (view) => {
  if (!command(view)) return false;
  const { from } = view.state.selection.main;
  const problem = view.state.field(state).problems.find((it) => it.from === from);
  const line = view.state.doc.lineAt(from).number;
  if (problem) view.dispatch({ effects: EditorView.announce.of(`Line ${line}: ${problem.message}`) });
  return true;
};

// The place that a problem is marked at: the word there, or the one character; in an empty line nothing but the place.
function placed(editorState, at, message) {
  const line = editorState.doc.lineAt(at);
  const from = Math.min(at, Math.max(line.to - 1, line.from));
  const word = editorState.wordAt(from);
  const to = word && word.from <= from ? word.to : Math.min(from + 1, line.to);
  return { from, to, message };
}

// The transaction that marks these problems, `{ at, message }` with offsets, and no others.
export function showing(editorState, problems) {
  const all = problems.slice(0, MOST).map(({ at, message }) => placed(editorState, at, message));
  const sorted = all.sort((one, other) => one.from - other.from);
  const lint = setDiagnostics(editorState, diagnostics(sorted));
  return { effects: [setProblems.of(sorted), ...lint.effects] };
}

// The extension that shows problems, and the keys that lead to them.
export const problemMarks = [
  lintGutter(),
  state,
  follow,
  EditorState.phrases.of({ Diagnostics: "Problems", "No diagnostics": "No problems" }),
  keymap.of([
    { key: "F8", run: lead(nextDiagnostic) },
    { key: "Shift-F8", run: lead(previousDiagnostic) },
    { key: "Alt-F8", run: openLintPanel },
    { key: "Escape", run: closeLintPanel },
    ...lintKeymap.filter((it) => it.key !== "F8"),
  ]),
];
