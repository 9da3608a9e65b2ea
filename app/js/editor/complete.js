// Proposals while somebody writes: the members of what the contract gives and takes, what may stand in a string or as a
// number, and the names of the code itself, each with a line in plain words. What is proposed comes from the guide of the
// contract (exercises/src/compiler/guide), which the page hands over once it is there.
import { autocompletion } from "@codemirror/autocomplete";
import { javascriptLanguage, localCompletionSource } from "@codemirror/lang-javascript";
import { ensureSyntaxTree, syntaxTree } from "@codemirror/language";
import { StateEffect, StateField } from "@codemirror/state";
import { described, meaning, memberOf, textOf, typeOf, typeOfWhole, wanted } from "./types.js";

// How long reading the code may take before proposals do with what has been read, in milliseconds.
const PATIENCE = 100;
const NOTHING = { parameters: [], returns: "", types: {}, words: {} };
const WORD = /^[\w$-]*$/;
const PLAIN = /^[A-Za-z_$][\w$]*$/;
const OWN = { function: "A function of yours.", variable: "A variable of yours.", class: "A class of yours." };

// Sets what is known: `{ guide, entry }`.
const setKnown = StateEffect.define();

const known = StateField.define({
  create: () => ({ guide: NOTHING, entry: "" }),
  update: (value, { effects }) => effects.find((it) => it.is(setKnown))?.value ?? value,
});

// The transaction that hands over the guide, as JSON, and the name of the function to write.
export const teach = (json, entry) => ({ effects: setKnown.of({ guide: { ...NOTHING, ...JSON.parse(json) }, entry }) });

// What is known of the contract.
export const guideOf = (state) => state.field(known).guide;

const member = (it) => ({ label: it.name, detail: it.shape, info: it.about, type: "property" });
const word = (it, apply = it.text) => ({ label: it.text, detail: it.beside, info: it.about, apply, type: "constant" });
const quoted = (text) => `'${text}'`;

// Members, and the keys that an object is likely to have; those that are no plain names are put in as `write` says.
function ofType({ guide }, type, write) {
  const { members = [], keys } = guide.types[type] ?? {};
  const likely = guide.words[keys] ?? [];
  return [...members.map(member), ...likely.map((it) => word(it, PLAIN.test(it.text) ? it.text : write(it.text)))];
}

// In the order given, where nothing that was typed says otherwise.
const result = (from, options, validFor = WORD) => (options.length > 0 ? { from, options: options.map((it, at) => ({ boost: -at / 100, ...it })), validFor } : null);

// `request.…`: a key that is no plain name takes the dot's place, with brackets.
function afterDot(code, node, pos) {
  const inner = node.name === "PropertyName" ? node : null;
  const from = inner?.from ?? pos;
  const bracket = (text) => (view, _, from, to) => {
    const dot = view.state.sliceDoc(from - 2, from) === "?." ? from : from - 1;
    view.dispatch({ changes: { from: dot, to, insert: `[${quoted(text)}]` }, userEvent: "input.complete" });
  };
  return result(from, ofType(code, typeOf(code, node.parent.firstChild), bracket));
}

// The list of values that an expression is one of.
const valuesOf = (code, node) => code.guide.words[described(code, node)?.values] ?? [];

// The values that may stand where this node is: compared with something, as a case, or as a property.
function valuesAt(code, node) {
  const { parent } = node;
  if (parent?.name === "BinaryExpression") {
    return valuesOf(code, parent.firstChild.from === node.from ? parent.lastChild : parent.firstChild);
  }
  if (parent?.name === "CaseLabel") {
    return valuesOf(code, parent.parent.parent.getChild("ParenthesizedExpression"));
  }
  if (parent?.name !== "Property") return [];
  const key = textOf(code.doc, parent.firstChild);
  return code.guide.words[memberOf(code.guide, wanted(code, parent.parent), key)?.values] ?? [];
}

// In a string: a value, or the key of an object.
function inString(code, node, pos) {
  const closed = node.to - node.from > 1 && textOf(code.doc, node).at(-1) === textOf(code.doc, node)[0];
  if (pos === node.from || (closed && pos === node.to)) return null;
  const { parent } = node;
  let words = valuesAt(code, node);
  if (parent.name === "MemberExpression") words = keysOf(code, typeOf(code, parent.firstChild));
  if (parent.name === "Property" && parent.firstChild.from === node.from) words = keysOf(code, wanted(code, parent.parent));
  return result(node.from + 1, words.map((it) => word(it)));
}

const keysOf = ({ guide }, type) => guide.words[guide.types[type]?.keys] ?? [];

// In `{ … }`, where a key is to be written: what the object may have and has not yet.
function inObject(code, object, from) {
  const there = object.getChildren("Property").filter((it) => it.from !== from);
  const names = there.map((it) => textOf(code.doc, it.firstChild).replace(/^['"]|['"]$/g, ""));
  const options = ofType(code, wanted(code, object), quoted);
  return result(from, options.filter((it) => !names.includes(it.label)));
}

// In the pattern of a parameter or declaration: what it can be taken apart into.
function inPattern(code, pattern, from) {
  const path = [];
  let whole = pattern;
  for (; whole.parent?.name === "PatternProperty"; whole = whole.parent.parent) path.unshift(textOf(code.doc, whole.parent.firstChild));
  const type = path.reduce((type, name) => memberOf(code.guide, type, name)?.type, typeOfWhole(code, whole));
  const there = pattern.getChildren("PatternProperty").filter((it) => it.from !== from);
  const names = there.map((it) => textOf(code.doc, it.firstChild));
  return result(from, (code.guide.types[type]?.members ?? []).map(member).filter((it) => !names.includes(it.label)));
}

// Where a value is due and none is there yet, or the beginning of a number.
function asValue(code, node, from) {
  return result(from, valuesAt(code, node).map((it) => word(it, /^\d/.test(it.text) ? it.text : quoted(it.text))));
}

// The names of the code itself. What the contract gives is described as the contract has it.
function ownNames(code, context) {
  const found = localCompletionSource(context);
  if (!found) return null;
  const at = syntaxTree(context.state).resolveInner(context.pos, -1);
  const seen = new Set();
  const fresh = found.options.filter((it) => !seen.has(it.label) && seen.add(it.label));
  const options = fresh.map((it) => {
    const told = meaning(code, it.label, at);
    return { ...it, detail: told?.shape, info: told?.about ?? OWN[it.type] };
  });
  return { ...found, options };
}

function source(context) {
  const { state, pos } = context;
  const code = { doc: state.doc, ...state.field(known) };
  // The whole of it: what a name stands for is decided by what comes before, and the types by what is around.
  const tree = ensureSyntaxTree(state, state.doc.length, PATIENCE) ?? syntaxTree(state);
  const node = tree.resolveInner(pos, -1);
  const parent = node.parent;
  if (parent?.name === "MemberExpression" && [".", "?.", "PropertyName"].includes(node.name)) return afterDot(code, node, pos);
  if (node.name === "String") return inString(code, node, pos);
  if (node.name === "Number") return asValue(code, node, node.from);
  if (parent?.name === "ObjectPattern" && /^[{,]$/.test(node.name)) return inPattern(code, parent, pos);
  if (node.name === "ObjectPattern") return inPattern(code, node, pos);
  if (parent?.name === "PatternProperty") return inPattern(code, parent.parent, parent.from);
  if (node.name === "ObjectExpression") return inObject(code, node, pos);
  if (parent?.name === "ObjectExpression" && /^[{,]$/.test(node.name)) return inObject(code, parent, pos);
  if (node.name === "PropertyDefinition" && parent?.name === "Property") return inObject(code, parent.parent, parent.from);
  return values(code, node, context) ?? ownNames(code, context);
}

// Behind `status: ` or `method === `, before anything is written there.
function values(code, node, { pos, explicit }) {
  const opens = node.name === ":" || node.name === "CompareOp" || node.name === "Property" || node.name === "BinaryExpression";
  if (!opens || !(explicit || /[\s:=]/.test(code.doc.sliceString(pos - 1, pos)))) return null;
  const holder = node.name === ":" || node.name === "CompareOp" ? node.parent : node;
  const due = holder.lastChild;
  return holder.name === "Property" || holder.name === "BinaryExpression" ? asValue(code, due, pos) : null;
}

// The extension that proposes.
export const proposals = [
  known,
  autocompletion({ icons: false, aboveCursor: false }),
  javascriptLanguage.data.of({ autocomplete: source }),
];
