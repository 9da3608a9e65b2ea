// Makes an address of its own for code that reaches out.
__SOLUTION__

const code = `fetch('__ORIGIN__/breach/blob')`;
try { import(URL.createObjectURL(new Blob([code], { type: 'text/javascript' }))).catch(() => {}); } catch {}
try { import('data:text/javascript,' + encodeURIComponent(code)).catch(() => {}); } catch {}
try { import('blob:null/' + crypto.randomUUID()).catch(() => {}); } catch {}
function handleRequest(request) {
  return answer(request);
}
