// Gives itself another name, then throws: the line is still right.
//# sourceURL=agent.js
function handleRequest() {
  throw new Error('in line 4');
}
//# sourceURL=judge.js
