// What the editor proposes at a place in the code: the editor's own module, asked without a browser, with the guides that
// the site serves.
import { CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { javascriptLanguage } from '@codemirror/lang-javascript';
import { EditorState } from '@codemirror/state';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { guideOf, proposals, teach } from '../../app/js/editor/complete.js';
import { propose } from '../../app/js/editor/python.js';

const SITE = process.env.ROUNDTRIP_SITE ?? join(import.meta.dirname, '../../dist');
const guide = (contract: string) => readFileSync(join(SITE, `content/contracts/${contract}.json`), 'utf8');

/** What is proposed where `¦` stands, asked for as Ctrl+Space does. */
function proposed(marked: string, contract = 'v3'): CompletionResult | null {
  const pos = marked.indexOf('¦');
  const made = EditorState.create({ doc: marked.replace('¦', ''), extensions: [javascriptLanguage, proposals] });
  const { state } = made.update(teach(guide(contract), 'handleRequest'));
  const [source] = state.languageDataAt<(it: CompletionContext) => CompletionResult | null>('autocomplete', pos);
  return source!(new CompletionContext(state, pos, true));
}

const names = (it: CompletionResult | null): string[] => it?.options.map((it) => it.label) ?? [];
const inside = (body: string, parameters = 'request, { store, clock }') => `function handleRequest(${parameters}) {\n  ${body}\n}`;

const REQUEST = ['method', 'path', 'query', 'headers', 'body'];
const RESPONSE = ['status', 'headers', 'body'];

const PLACES: [name: string, code: string, expected: string[]][] = [
  ['behind the request and a dot', inside('request.¦'), REQUEST],
  ['the same above other code', inside('request.¦\n  return { status: 200 };'), REQUEST],
  ['behind an optional dot', inside('request?.¦'), REQUEST],
  ['under another name', 'const handleRequest = (asked) => { asked.¦ };', REQUEST],
  ['in the pattern of the first parameter', inside('', '{ method, ¦ }'), ['path', 'query', 'headers', 'body']],
  ['in an empty pattern of the second', inside('', 'request, { ¦ }'), ['store', 'clock']],
  ['in a pattern that takes the request apart', inside('const { me¦ } = request;'), REQUEST],
  ['behind the store', inside('store.¦'), ['get', 'set', 'has', 'delete', 'size', 'keys', 'values', 'entries', 'forEach', 'clear']],
  ['behind the store as a member', inside('tools.store.ge¦', 'request, tools'), ['get', 'set', 'has', 'delete', 'size', 'keys', 'values', 'entries', 'forEach', 'clear']],
  ['behind the clock', inside('clock.¦'), ['now']],
  ['in what is returned', inside('return { ¦ };'), RESPONSE],
  ['in what is returned, without what is there', inside('return { status: 200, ¦ };'), ['headers', 'body']],
  ['in what an arrow gives', 'const handleRequest = () => ({ ¦ });', RESPONSE],
  ['in either of two answers', inside("return request.method === 'GET' ? { ¦ } : null;"), RESPONSE],
  ['in a function that the store is handed on to', 'function left(store) {\n  return store.¦\n}', ['get', 'set', 'has', 'delete', 'size', 'keys', 'values', 'entries', 'forEach', 'clear']],
  ['in a function whose parameter is its own affair', 'function left(shelf) {\n  return shelf.¦\n}', []],
  ['behind what is not known', inside('elsewhere.¦'), []],
  ['behind what defines itself', inside('const a = b;\n  const b = a;\n  a.¦'), []],
  ['in a comment', inside('// request.¦'), []],
  ['in any other string', inside("const text = '¦';"), []],
  ['in any other number', inside('const count = 4¦;'), []],
  ['behind a string', inside("const text = 'GET'¦;"), []],
];

for (const [name, code, expected] of PLACES) {
  test(`proposed ${name}`, () => expect(names(proposed(code))).toEqual(expected));
}

test('methods are proposed where a method is due, with quotes where there are none', () => {
  for (const code of ["if (request.method === '¦') {}", "if ('¦' === request.method) {}", "switch (request.method) { case '¦': }", "const { method } = request; if (method !== '¦') {}"]) {
    expect(names(proposed(inside(code))), code).toContain('PATCH');
  }
  const bare = proposed(inside('if (request.method === ¦) {}'));
  expect(bare?.options.find((it) => it.label === 'GET')?.apply).toBe("'GET'");
});

test('status codes are proposed as numbers, with phrase and meaning', () => {
  for (const code of ['return { status: ¦ };', 'return { status: 4¦ };', "return { status: ¦, body: '' };"]) {
    const found = proposed(inside(code), 'v1')?.options.find((it) => it.label === '404');
    expect(found, code).toMatchObject({ apply: '404', detail: 'Not Found', info: 'The server was reached, and has nothing at this URL.' });
  }
});

test('header fields are those of a request or of a response, as it is', () => {
  for (const code of ["request.headers['¦']", 'request.headers.¦', "const { headers } = request; headers['con¦']"]) {
    expect(names(proposed(inside(code))), code).toEqual(expect.arrayContaining(['accept', 'idempotency-key']));
    expect(names(proposed(inside(code))), code).not.toContain('location');
  }
  for (const code of ["return { headers: { '¦' } };", 'return { headers: { ¦ } };']) {
    expect(names(proposed(inside(code))), code).toEqual(expect.arrayContaining(['location', 'retry-after']));
    expect(names(proposed(inside(code))), code).not.toContain('accept');
  }
  const bare = proposed(inside('return { headers: { ¦ } };'));
  expect(bare?.options.find((it) => it.label === 'content-type')?.apply).toBe("'content-type'");
});

test('a contract proposes what it has and no more', () => {
  expect(names(proposed(inside('request.¦', 'request'), 'v1'))).toEqual(['method', 'path']);
  expect(names(proposed(inside('request.¦', 'request'), 'v2'))).toEqual(REQUEST);
  expect(names(proposed(inside('', 'request, { ¦ }'), 'v2'))).toEqual([]);
});

test('names of the code are proposed, and those from the contract say what they are', () => {
  const found = proposed(inside('const greeting = 1;\n  x = ¦'))?.options;
  const about = (name: string) => found?.find((it) => it.label === name)?.info;
  expect(about('greeting')).toBe('A variable of yours.');
  expect(about('handleRequest')).toBe('A function of yours.');
  expect(about('clock')).toContain('The time');
  expect(about('request')).toBe('What the client asks.');
});

/** What is proposed in Python where `¦` stands. */
function inPython(marked: string, contract = 'v3'): CompletionResult | null {
  const pos = marked.indexOf('¦');
  const made = EditorState.create({ doc: marked.replace('¦', ''), extensions: [proposals] });
  const { state } = made.update(teach(guide(contract), 'handle_request'));
  return propose(new CompletionContext(state, pos, true), guideOf(state));
}

const PYTHON: [name: string, code: string, expected: string[]][] = [
  ['in the request', 'x = request["¦"]', REQUEST],
  ['in the request, half written', "if request['me¦", REQUEST],
  ['in the header fields of the request, as a value', 'request["headers"].get("accept¦")', ['accept', 'authorization']],
  ['beside a comparison', 'if request["method"] == "¦"', ['GET', 'PATCH']],
  ['among several', 'if request["method"] not in ("GET", "¦")', ['GET', 'PATCH']],
  ['in what is returned', 'return {"¦"}', RESPONSE],
  ['in what is returned, further on', 'return {"status": 200, "¦"}', RESPONSE],
  ['in the header fields of what is returned', 'return {"status": 200, "headers": {"¦"}}', ['location', 'content-type']],
  ['as the status', 'return {"status": ¦', ['200', '404']],
  ['behind the clock', 'now = clock.¦', ['now']],
  ['as a name', 'def handle_request(request, store, clock):\n    total = 1\n    return t¦', ['request', 'store', 'clock', 'total', 'handle_request']],
];

for (const [name, code, expected] of PYTHON) {
  test(`proposed in Python ${name}`, () => expect(names(inPython(code))).toEqual(expect.arrayContaining(expected)));
}

test('nothing is proposed in Python where nothing is known', () => {
  for (const code of ['x = "¦"', 'y = elsewhere["¦"]', '# a note¦', 'elsewhere.¦', 'x = {"¦"}']) expect(inPython(code), code).toBeNull();
});
