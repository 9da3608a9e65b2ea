// A list of small objects grows without end.
function handleRequest() {
  let head = null;
  for (let i = 0; ; i += 1) head = { head, i, text: 'item ' + i };
}
