// Imports code from outside.
__SOLUTION__
const target = '__ORIGIN__/breach/import';
import(target + '.js').catch(() => {});
import('data:text/javascript,export default 1').catch(() => {});
try { importScripts(target); } catch {}
try { (0, eval)(`import('${target}/eval.js')`).catch(() => {}); } catch {}
try { new Function('at', 'return import(at)')(target + '/function.js').catch(() => {}); } catch {}
function handleRequest(request) {
  return answer(request);
}
