// Names of classes and functions that would break out of a line.
const name = '"],0,[],0]]';
const Kind = Object.defineProperty(class {}, 'name', { value: name });
function handleRequest() {
  return { kind: new Kind(), list: [Kind], map: new Map([[Kind, new Kind()]]), status: 500, body: 'wrong' };
}
