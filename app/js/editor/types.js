// What is known of an expression in the learner's code: the type that the contract's guide gives it. Read from the syntax
// tree alone; nothing is run. A type is a key of `guide.types`, or undefined where nothing is known.

// How far a chain of definitions is followed: `const a = a` has no end.
const DEEP = 12;

export const textOf = (doc, node) => doc.sliceString(node.from, node.to);

function children(node) {
  const found = [];
  for (let child = node.firstChild; child; child = child.nextSibling) found.push(child);
  return found;
}

// The member of a type, where the guide has one of that name.
export const memberOf = (guide, type, name) => guide.types[type]?.members?.find((it) => it.name === name);

// The name that a key in an object or a pattern stands for.
function keyOf(doc, node) {
  const text = textOf(doc, node);
  return node.name === "String" ? text.slice(1, -1) : text;
}

// The names that a parameter or the left side of a declaration defines: `{ name, path }`, where `path` leads from the
// value on the right to what the name gets.
function* defined(doc, node, path = []) {
  if (node.name === "VariableDefinition") yield { name: textOf(doc, node), path };
  if (node.name !== "ObjectPattern") return;
  for (const property of node.getChildren("PatternProperty")) {
    const [key, ...rest] = children(property);
    const inner = rest.find((it) => it.name === "VariableDefinition" || it.name === "ObjectPattern") ?? key;
    yield* defined(doc, inner, [...path, keyOf(doc, key)]);
  }
}

// A parameter list or a declaration in pieces between its commas.
function pieces(node) {
  const all = [[]];
  for (const child of children(node)) {
    if (child.name === ",") all.push([]);
    else if (!/^[(){}]$|^(const|let|var)$/.test(child.name)) all.at(-1).push(child);
  }
  return all;
}

// The function that the learner is to write, as the parameter list of it: by declaration or by `const name = (…) => …`.
function isEntry(code, list) {
  const made = list.parent;
  const owner = made.name === "FunctionDeclaration" ? made : made.parent;
  const name = owner?.getChild("VariableDefinition");
  return Boolean(name) && textOf(code.doc, name) === code.entry;
}

const parameterOf = (guide, name) => guide.parameters.find((it) => it.name === name);

// What a pattern or name in a parameter list or declaration is given as a whole.
export function typeOfWhole(code, target, deep = 0) {
  const holder = target.parent;
  if (holder?.name === "ParamList" && isEntry(code, holder)) {
    const at = pieces(holder).findIndex((it) => it.some((part) => part.from === target.from));
    return (parameterOf(code.guide, textOf(code.doc, target)) ?? (code.guide.by_name ? undefined : code.guide.parameters[at]))?.type;
  }
  if (holder?.name !== "VariableDeclaration") return undefined;
  const piece = pieces(holder).find((it) => it.some((part) => part.from === target.from)) ?? [];
  const equals = piece.findIndex((it) => it.name === "Equals");
  return equals > 0 && piece[equals + 1] ? typeOf(code, piece[equals + 1], deep + 1) : undefined;
}

// What a name stands for where `at` is: the member or parameter that the guide describes, as far as it is known.
export function meaning(code, name, at, deep = 0) {
  for (let scope = at; scope; scope = scope.parent) {
    const holders = [...scope.getChildren("VariableDeclaration"), ...scope.getChildren("ParamList")];
    if (scope.name === "VariableDeclaration") holders.push(scope);
    for (const target of holders.flatMap((it) => children(it))) {
      for (const it of defined(code.doc, target)) {
        if (it.name === name) return follow(code, target, it.path, deep) ?? handedOn(code, target, name);
      }
    }
  }
  // What is known by its name alone is there for all code, too.
  return code.guide.by_name ? parameterOf(code.guide, name) : undefined;
}

// What a parameter of another function stands for: what the contract calls so, for it is handed on under its own name.
function handedOn({ guide }, target, name) {
  if (target.parent.name !== "ParamList") return undefined;
  const members = guide.parameters.flatMap((it) => guide.types[it.type]?.members ?? []);
  return [...guide.parameters, ...members].find((it) => it.name === name);
}

function follow(code, target, path, deep) {
  const whole = typeOfWhole(code, target, deep);
  if (path.length === 0) {
    const given = target.parent.name === "ParamList" ? code.guide.parameters.find((it) => it.type === whole) : undefined;
    return given ?? (whole && { type: whole });
  }
  const parents = path.slice(0, -1);
  const type = parents.reduce((type, name) => memberOf(code.guide, type, name)?.type, whole);
  return memberOf(code.guide, type, path.at(-1));
}

// What the guide says of an expression: a member such as `status`, or at least a type.
export function described(code, node, deep = 0) {
  if (!node || deep > DEEP) return undefined;
  const first = node.firstChild;
  switch (node.name) {
    case "VariableName":
      return meaning(code, textOf(code.doc, node), node, deep + 1);
    case "MemberExpression":
      return node.lastChild.name === "PropertyName"
        ? memberOf(code.guide, typeOf(code, first, deep + 1), textOf(code.doc, node.lastChild))
        : undefined;
    case "CallExpression":
      return { type: code.guide.types[typeOf(code, first, deep + 1)]?.gives };
    case "AwaitExpression":
    case "ParenthesizedExpression":
      return described(code, first?.nextSibling, deep + 1);
    default:
      return undefined;
  }
}

export function typeOf(code, node, deep = 0) {
  return described(code, node, deep)?.type;
}

// The type that an object in the code is to have, by where it stands.
export function wanted(code, object) {
  const parent = object.parent;
  switch (parent?.name) {
    case "ReturnStatement":
    case "ArrowFunction":
      return code.guide.returns;
    case "ParenthesizedExpression":
    case "ConditionalExpression":
      return wanted(code, parent);
    case "Property":
      return memberOf(code.guide, wanted(code, parent.parent), keyOf(code.doc, parent.firstChild))?.type;
    case "ArgList": {
      const at = pieces(parent).findIndex((it) => it.some((part) => part.from === object.from));
      return code.guide.types[typeOf(code, parent.parent.firstChild)]?.takes?.[at] || undefined;
    }
    default:
      return undefined;
  }
}
