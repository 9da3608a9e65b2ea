// The right answer, with a hook for everything that might turn it into something else.
__SOLUTION__

const never = () => { throw new Error('nobody should call this'); };
function handleRequest(request) {
  return {
    ...answer(request), toJSON: never, toString: never, valueOf: never, then: undefined, inspect: never,
    [Symbol.toPrimitive]: never, [Symbol.iterator]: never, get [Symbol.toStringTag]() { return never(); },
  };
}
