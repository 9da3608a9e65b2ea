// Goes on with what an earlier request began, once others have been answered.
__SOLUTION__

let earlier = Promise.resolve();
async function handleRequest(request) {
  earlier = earlier.then(() => new Promise((resolve) => setTimeout(resolve, 50))).then(() => { throw new Error('late'); });
  earlier.finally(() => console.log('late'));
  return answer(request);
}
