const friends = ['https://shop.example', 'https://admin.example'];
const orders = [{ id: 1, item: 'mug' }];

// request.headers.origin is a string such as 'https://shop.example', or undefined.
function handleRequest(request) {
  const headers = { vary: 'Origin' };

  // Is it a friend who asks? Is it a preflight?

  return { status: 200, headers, body: JSON.stringify(orders) };
}
