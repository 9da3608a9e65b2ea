// The right answer, in an instance of a class that is frozen and sealed.
__SOLUTION__

class Reply {
  #secret = 1;
  constructor({ status, body }) { this.status = status; this.body = body; }
  get more() { return this.#secret; }
}
function handleRequest(request) {
  return Object.freeze(new Reply(answer(request)));
}
