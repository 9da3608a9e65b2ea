// Microtasks that follow each other for ever beside answers that are right.
__SOLUTION__

const spin = () => queueMicrotask(spin);
spin();
async function handleRequest(request) {
  return answer(request);
}
