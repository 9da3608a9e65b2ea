// Loads a font and an image.
__SOLUTION__
const target = '__ORIGIN__/breach/font';
try {
  const face = new FontFace('x', `url(${target})`);
  globalThis.fonts.add(face);
  face.load().catch(() => {});
} catch {}
try { new Image().src = target; } catch {}
function handleRequest(request) {
  return answer(request);
}
