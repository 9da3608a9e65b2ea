// A name that is looked for without end.
function handleRequest() {
  with (new Proxy({}, { has() { for (;;); } })) return anything;
}
