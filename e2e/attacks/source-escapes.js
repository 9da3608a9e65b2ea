// Spells its name with escapes.
__SOLUTION__

function h\u0061ndleR\u{65}quest(request) {
  return answer(request);
}
