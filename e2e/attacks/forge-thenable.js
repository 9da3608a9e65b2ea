// An object with a `then` that hands out an answer.
function handleRequest() {
  return { then: (done) => done({ status: 200, body: 'Hello, World!' }) };
}
