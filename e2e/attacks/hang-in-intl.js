// A builtin asks for an option that never comes.
function handleRequest() {
  return new Intl.NumberFormat('en', { get style() { for (;;); } });
}
