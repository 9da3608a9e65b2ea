// Lines on the console without end.
function handleRequest() {
  for (let i = 0; ; i += 1) console.log('still here', i);
}
