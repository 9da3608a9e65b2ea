// One problem at a time: its line is marked, the place underlined, and the message stands beneath the line. It moves with
// the text around it and goes as soon as its own line is changed.
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, WidgetType } from "@codemirror/view";

// Sets the problem, `{ at, message }` with an offset, or takes it away with `null`.
export const setProblem = StateEffect.define();

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

function decorations(doc, problem) {
  if (!problem) return Decoration.none;
  const line = doc.lineAt(problem.at);
  const from = Math.min(problem.at, Math.max(line.to - 1, line.from));
  const marks = [Decoration.line({ class: "problem-line" }).range(line.from)];
  if (from < line.to) marks.push(Decoration.mark({ class: "problem-place" }).range(from, from + 1));
  marks.push(Decoration.widget({ widget: new Message(problem.message), block: true, side: 1 }).range(line.to));
  return Decoration.set(marks, true);
}

function touches(transaction, at) {
  const line = transaction.startState.doc.lineAt(at);
  return Boolean(transaction.changes.touchesRange(line.from, line.to));
}

function next(problem, transaction) {
  for (const effect of transaction.effects) if (effect.is(setProblem)) return effect.value;
  if (!problem || !transaction.docChanged) return problem;
  return touches(transaction, problem.at) ? null : { ...problem, at: transaction.changes.mapPos(problem.at) };
}

// The extension that shows the problem.
export const problemMark = StateField.define({
  create: () => ({ problem: null, marks: Decoration.none }),
  update(value, transaction) {
    const problem = next(value.problem, transaction);
    return problem === value.problem ? value : { problem, marks: decorations(transaction.newDoc, problem) };
  },
  provide: (field) => EditorView.decorations.from(field, (it) => it.marks),
});
