// A text doubles until it cannot.
function handleRequest() {
  let text = 'x';
  for (;;) text += text;
}
