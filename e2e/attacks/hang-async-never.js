// A promise that is never settled, where one may be given.
async function handleRequest() {
  await new Promise(() => {});
}
