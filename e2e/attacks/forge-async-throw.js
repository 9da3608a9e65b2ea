// Hands out the right answer, and throws afterwards.
__SOLUTION__

function handleRequest(request) {
  return {
    then(resolve) {
      resolve(answer(request));
      throw new Error('too late');
    },
  };
}
