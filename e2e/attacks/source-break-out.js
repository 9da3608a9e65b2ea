// Closes brackets that it never opened, to get out of whatever is around it.
} } ) ) ; return true; //
function handleRequest() {
  return { status: 200, body: 'Hello, World!' };
}
