// How the editor looks: only the page's own colours (styles/tokens.css), so that it follows light and dark by itself.
import { HighlightStyle } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

export const theme = EditorView.theme({
  "&": { height: "100%", color: "var(--ink)", backgroundColor: "var(--paper)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", fontSize: "var(--code-size)", lineHeight: "var(--code-line)", overflow: "auto" },
  ".cm-content": { padding: "var(--space-2) 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 var(--space-3) 0 var(--space-2)" },
  ".cm-gutters": { backgroundColor: "var(--paper-2)", color: "var(--ink-2)", borderRight: "1px solid var(--line)" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "2.5rem", padding: "0 var(--space-2) 0 var(--space-1)" },
  ".cm-activeLine": { backgroundColor: "color-mix(in oklab, var(--paper-3) 45%, transparent)" },
  ".cm-activeLineGutter": { backgroundColor: "var(--paper-3)", color: "var(--ink)" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground, .cm-content ::selection": {
    backgroundColor: "var(--mark)",
  },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--accent-soft)", outline: "1px solid var(--accent)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "var(--bad-soft)", outline: "1px solid var(--bad)" },
  ".problem-line": { backgroundColor: "var(--bad-soft)", boxShadow: "inset 3px 0 0 var(--bad)" },
  ".problem-place": { textDecoration: "underline wavy var(--bad)", textUnderlineOffset: "0.2em", fontWeight: "700" },
  ".problem-message": {
    backgroundColor: "var(--bad-soft)",
    boxShadow: "inset 3px 0 0 var(--bad)",
    color: "var(--bad)",
    fontFamily: "var(--font)",
    fontSize: "var(--step--1)",
    padding: "0 var(--space-3) var(--space-2)",
    whiteSpace: "normal",
  },
});

const styles = [
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword], color: "var(--code-keyword)", fontWeight: "600" },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: "var(--code-string)" },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: "var(--code-number)" },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName), tags.className], color: "var(--code-function)" },
  { tag: tags.function(tags.definition(tags.variableName)), color: "var(--code-function)", fontWeight: "600" },
  { tag: tags.comment, color: "var(--ink-2)", fontStyle: "italic" },
];

export const highlightStyle = HighlightStyle.define(styles);
