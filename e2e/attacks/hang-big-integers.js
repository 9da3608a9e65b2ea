// A big integer is squared until the engine has enough.
function handleRequest() {
  let number = 3n;
  for (;;) number *= number;
}
