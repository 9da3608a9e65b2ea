// Changes its answers, once they have been given.
__SOLUTION__

const given = [];
setInterval(() => { for (const it of given) it.status = 500; });
function handleRequest(request) {
  for (const it of given) it.body = 'changed';
  given.push(answer(request));
  return given.at(-1);
}
