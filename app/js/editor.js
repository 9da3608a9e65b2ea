// The code editor: CodeMirror over a textarea that already works. Loaded as a module of its own when a challenge comes
// near; the page finds it as `roundtripEditor`. It lives in a shadow root, because there CodeMirror adopts its style
// sheets, which the page's policy (`style-src 'self'`) allows; in the document it would write a <style> element.
import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab, isolateHistory } from "@codemirror/commands";
import { bracketMatching, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { Annotation, EditorSelection, EditorState } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers, tooltips } from "@codemirror/view";
import { proposals, teach } from "./editor/complete.js";
import { format } from "./editor/format.js";
import { language, writeIn } from "./editor/language.js";
import { problemMarks, showing } from "./editor/problem.js";
import { highlightStyle, theme } from "./editor/theme.js";

const HINT =
  "Tab indents. Press Escape, then Tab, to leave the editor. Control or Command with Enter runs the code. Control with Space proposes what fits here. F8 goes to the next problem. Shift, Alt and F format the code.";

// Marks a change that the page made, which it need not be told of.
const fromPage = Annotation.define();

// Typing over a selection, done by CodeMirror and not by the browser: Chromium would carry the style of what is replaced
// over to the new text as an inline style, which the page's policy forbids and the console then shows.
function typeOver(event, view) {
  const { from, to, empty } = view.state.selection.main;
  if (event.inputType !== "insertText" || event.data === null || empty || view.composing) return false;
  const insert = () => view.state.update(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
  const handled = view.state.facet(EditorView.inputHandler).some((it) => it(view, from, to, event.data, insert));
  if (!handled) view.dispatch(insert());
  return true;
}

// What is proposed keeps off the window's edges: a fraction of a pixel beyond would make the page wider.
function insideOfWindow() {
  const { clientWidth, clientHeight } = document.documentElement;
  return { left: 4, top: 0, right: clientWidth - 4, bottom: clientHeight };
}

function extensions({ language: name, onChange, onRun, onBlur, onFormat }) {
  const run = { key: "Mod-Enter", run: () => (onRun(), true), preventDefault: true };
  const tidy = { key: "Shift-Alt-f", run: () => (onFormat(), true), preventDefault: true };
  return [
    keymap.of([run, tidy, ...completionKeymap, ...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
    lineNumbers(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    history(),
    drawSelection(),
    EditorState.tabSize.of(2),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    language(name),
    syntaxHighlighting(highlightStyle),
    theme,
    problemMarks,
    proposals,
    EditorView.contentAttributes.of({
      "aria-describedby": "hint",
      autocapitalize: "off",
      autocorrect: "off",
      spellcheck: "false",
      // It can be focused without; checkers of scrolling regions look for it.
      tabindex: "0",
    }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged && !update.transactions.some((it) => it.annotation(fromPage))) onChange();
    }),
    EditorView.domEventHandlers({ blur: () => onBlur(), beforeinput: typeOver }),
  ];
}

// A place in the text, from 1 and 1, as an offset that exists.
function offsetOf(doc, line, column) {
  const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
  return Math.min(at.from + Math.max(column - 1, 0), at.to);
}

// The same place, but for one at the beginning of a line: there, where what is written begins.
function inLine(doc, at) {
  const { from, text } = doc.lineAt(at);
  return at > from || text.trim() === "" ? at : from + text.search(/\S/);
}

// Puts an editor into `parent`, which must not have held one before.
// `anchor` and `head`: the selection, as offsets. `onChange`, `onRun`, `onBlur`, `onFormat`: called without arguments.
// Returns what the page may do with it; see the methods.
function mount(parent, options) {
  const root = parent.attachShadow({ mode: "open" });
  const hint = document.createElement("span");
  hint.id = "hint";
  hint.hidden = true;
  hint.textContent = HINT;
  root.append(hint);
  // What is typed here is no shortcut of the page, which cannot see into the shadow root.
  root.addEventListener("keydown", (event) => event.stopPropagation());
  // Proposals and messages stand outside of the editor's own box, which clips what is in it.
  const above = document.createElement("div");
  const { doc, anchor, head } = options;
  const clamp = (at) => Math.min(Math.max(at, 0), doc.length);
  const view = new EditorView({
    doc,
    selection: EditorSelection.single(clamp(anchor), clamp(head)),
    extensions: [extensions(options), tooltips({ parent: above, position: "absolute", tooltipSpace: insideOfWindow })],
    root,
    parent: root,
  });
  root.append(above);
  return {
    get: () => view.state.doc.toString(),
    // Replaces the text by another, as one step that undo takes back.
    set(text) {
      const state = view.state;
      if (state.doc.toString() === text) return;
      view.dispatch({
        changes: { from: 0, to: state.doc.length, insert: text },
        selection: { anchor: 0 },
        effects: showing(state, []).effects,
        annotations: [isolateHistory.of("full"), fromPage.of(true)],
      });
    },
    focus: () => view.focus(),
    // Moves the cursor to a line and column, both from 1, and the focus with it.
    go(line, column) {
      view.dispatch({
        selection: { anchor: offsetOf(view.state.doc, line, column) },
        effects: EditorView.scrollIntoView(offsetOf(view.state.doc, line, column), { y: "center" }),
      });
      view.focus();
    },
    // Marks these places, and no others: a list of `line, column, message`, one behind the other.
    mark(...told) {
      const problems = [];
      for (let at = 0; at + 2 < told.length; at += 3) {
        problems.push({ at: inLine(view.state.doc, offsetOf(view.state.doc, told[at], told[at + 1])), message: told[at + 2] });
      }
      view.dispatch(showing(view.state, problems));
      const first = problems[0];
      if (first) view.dispatch({ effects: EditorView.scrollIntoView(first.at, { y: "nearest" }) });
    },
    unmark: () => view.dispatch(showing(view.state, [])),
    // Tells what may be proposed: the guide of the contract, as JSON, and the name of the function to write.
    teach: (guide, entry) => view.dispatch(teach(guide, entry)),
    // Formats the code; gives a promise of how that ended (editor/format.js).
    format: () => format(view),
    // What the text is written in: "JavaScript", "TypeScript" or "Python".
    writeIn: (name) => void writeIn(view, name),
    destroy: () => view.destroy(),
  };
}

globalThis.roundtripEditor = mount;
export { mount };
