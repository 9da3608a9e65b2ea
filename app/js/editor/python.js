// Python in the editor, fetched when somebody writes in it: its grammar, and what is proposed. The grammar only knows
// signs and words, so that what fits at a place is told by the text before it, on its line and the few above.
export { python } from "@codemirror/legacy-modes/mode/python";

const REACH = 600; // characters that are looked at
const WORD = /^[\w-]*$/;
const KEY = String.raw`["']([\w-]*)["']`;
const OPEN = String.raw`(?:\[|\.get\()\s*`;

// `request["…`, `request["headers"]["…`, `request["headers"].get("…`
const member = new RegExp(String.raw`(\w+)\s*(?:${OPEN}${KEY}\s*[\])]\s*)?${OPEN}["']([\w-]*)$`);
// `request["method"] == "…`, `in ("GET", "…`
const compared = new RegExp(String.raw`(\w+)\s*${OPEN}${KEY}\s*[\])]\s*(?:[=!]=|(?:not\s+)?in\s*[([{])[^=\n]*["']([\w-]*)$`);
// `return {"status": 200, "…`, and in it `"headers": {"…`
const answered = /\breturn\s*\{[^}]*$|["']headers["']\s*:\s*\{[^}]*$/;
const key = /[{,]\s*["']([\w-]*)$/;
const value = new RegExp(String.raw`${KEY}\s*:\s*(\d*)$`);

const described = (it) => ({ label: it.name, detail: it.shape, info: it.about, type: "property" });
const word = (it) => ({ label: it.text, detail: it.beside, info: it.about, type: "constant" });

const membersOf = ({ types }, type) => types[type]?.members ?? [];
const find = (members, name) => members.find((it) => it.name === name);

// What a value of a type has: its members, and the keys that it is likely to have.
function held(guide, type) {
  const likely = guide.words[guide.types[type]?.keys] ?? [];
  return [...membersOf(guide, type).map(described), ...likely.map(word)];
}

// The parameters as they stand in Python: what is one object in JavaScript is several here.
const parameters = (guide) => guide.parameters.flatMap((it) => (it.name === "request" ? [it] : membersOf(guide, it.type)));

// The values that a member is one of.
const valuesOf = (guide, type, name) => (guide.words[find(membersOf(guide, type), name)?.values] ?? []).map(word);

const typeOf = (guide, name) => find(parameters(guide), name)?.type;

// What fits behind this text, and how much of it is written already.
function fitting(guide, text) {
  const compares = compared.exec(text);
  if (compares) return { written: compares[3], options: valuesOf(guide, typeOf(guide, compares[1]), compares[2]) };
  const reads = member.exec(text);
  if (reads) {
    const [, name, inner, written] = reads;
    const type = typeOf(guide, name);
    return { written, options: held(guide, inner === undefined ? type : find(membersOf(guide, type), inner)?.type) };
  }
  const open = answered.exec(text);
  if (!open) return null;
  const type = open[0].includes("headers") ? find(membersOf(guide, guide.returns), "headers")?.type : guide.returns;
  const named = key.exec(text);
  if (named) return { written: named[1], options: held(guide, type) };
  const due = value.exec(text);
  return due && { written: due[2], options: valuesOf(guide, guide.returns, due[1]) };
}

// The names of the code itself, and of what the function is given.
function names(guide, { state, pos, explicit }, text) {
  const written = /[A-Za-z_]\w*$/.exec(text)?.[0] ?? "";
  const line = text.slice(text.lastIndexOf("\n") + 1);
  const quoted = (line.match(/["']/g) ?? []).length % 2 === 1;
  if (quoted || line.includes("#") || /\.\w*$/.test(text) || (written === "" && !explicit)) return null;
  const given = parameters(guide).map((it) => ({ ...described(it), type: "variable" }));
  const own = new Set(state.doc.toString().match(/(?<=\b(?:def|class|import|for|as)\s+|^\s*(?=\w+\s*=[^=]))\w+/gm));
  const fresh = [...own].filter((it) => !find(parameters(guide), it)).map((label) => ({ label, type: "variable" }));
  return { from: pos - written.length, options: [...given, ...fresh], validFor: WORD };
}

// What is proposed at a place, given the guide of the contract.
export function propose(context, guide) {
  const { state, pos } = context;
  const text = state.sliceDoc(Math.max(0, pos - REACH), pos);
  const clock = /\bclock\.(\w*)$/.exec(text);
  const found = clock ? { written: clock[1], options: membersOf(guide, typeOf(guide, "clock")).map(described) } : fitting(guide, text);
  if (!found) return names(guide, context, text);
  return found.options.length > 0 ? { from: pos - found.written.length, options: found.options, validFor: WORD } : null;
}
