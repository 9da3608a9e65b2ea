// Exports its function, as a module does.
export function handleRequest() {
  return { status: 200, body: 'Hello, World!' };
}
