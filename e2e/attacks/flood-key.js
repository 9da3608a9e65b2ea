// The right answer behind the name of a property of a million letters.
__SOLUTION__

function handleRequest(request) {
  return { ['x'.repeat(1_000_000)]: 1, ...answer(request) };
}
