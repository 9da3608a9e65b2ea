// Settles twice: wrong first, then right.
__SOLUTION__

function handleRequest(request) {
  return {
    then(resolve, reject) {
      resolve({ status: 500, body: 'wrong' });
      resolve(answer(request));
      reject(new Error('nobody listens any more'));
      setTimeout(() => resolve(answer(request)));
    },
  };
}
