// How the editor looks: only the page's own colours (styles/tokens.css), so that it follows light and dark by itself.
import { HighlightStyle } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

export const theme = EditorView.theme({
  // Not the box of the tooltips, which has the same classes but this one.
  "&.cm-editor": {
    height: "var(--code-height)",
    minHeight: "10rem",
    resize: "vertical",
    overflow: "hidden",
    borderRadius: "var(--radius)",
    color: "var(--ink)",
    backgroundColor: "var(--paper)",
  },
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
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--bad)",
    textUnderlineOffset: "0.2em",
    fontWeight: "700",
  },
  ".cm-lintRange-active": { backgroundColor: "var(--mark)" },
  ".cm-gutter-lint": { width: "1.1em" },
  ".cm-gutter-lint .cm-gutterElement": { padding: "0 0.15em" },
  ".cm-lint-marker": { width: "0.8em", height: "0.8em", marginBlock: "0.35em" },
  // A shape as well as a colour: a square on its corner.
  ".cm-lint-marker-error": { content: "''", transform: "rotate(45deg) scale(0.75)", backgroundColor: "var(--bad)" },
  ".problem-message": {
    backgroundColor: "var(--bad-soft)",
    boxShadow: "inset 3px 0 0 var(--bad)",
    color: "var(--bad)",
    fontFamily: "var(--font)",
    fontSize: "var(--step--1)",
    padding: "0 var(--space-3) var(--space-2)",
    whiteSpace: "normal",
  },
  ".cm-tooltip": {
    border: "1px solid var(--line-strong)",
    borderRadius: "var(--radius)",
    backgroundColor: "var(--paper)",
    color: "var(--ink)",
    boxShadow: "0 4px 16px rgb(0 0 0 / 18%)",
    fontSize: "var(--step--1)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxHeight: "14rem", minWidth: "12rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.3rem 0.6rem", lineHeight: "1.3" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--accent-soft)", color: "var(--ink)", boxShadow: "inset 3px 0 0 var(--accent)" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700", color: "var(--accent)" },
  ".cm-completionDetail": { fontFamily: "var(--font)", fontStyle: "normal", color: "var(--ink-2)", marginLeft: "0.75em" },
  ".cm-tooltip.cm-completionInfo": { padding: "0.5rem 0.75rem", maxWidth: "18rem", fontFamily: "var(--font)", lineHeight: "1.45" },
  ".cm-tooltip-lint, .cm-diagnostic": { fontFamily: "var(--font)", color: "var(--ink)" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--bad)" },
  ".cm-panels": { backgroundColor: "var(--paper-2)", color: "var(--ink)" },
  ".cm-panels-bottom": { borderTop: "1px solid var(--line)" },
  ".cm-panel.cm-panel-lint ul": { fontSize: "var(--step--1)" },
  ".cm-panel.cm-panel-lint ul [aria-selected]": { backgroundColor: "var(--accent-soft)", color: "var(--ink)" },
  ".cm-panel.cm-panel-lint button[name='close']": { color: "var(--ink)", font: "inherit", minWidth: "1.75rem", minHeight: "1.75rem" },
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
