// Each `then` hands out the next.
const next = () => ({ then(resolve) { resolve(next()); } });
function handleRequest() {
  return next();
}
