// Makes its function out of text.
__SOLUTION__
globalThis.solve = answer;
const handleRequest = new Function('request', 'return solve(request)');
