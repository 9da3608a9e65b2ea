// Nothing at all.
function handleRequest() {
  return null;
}
