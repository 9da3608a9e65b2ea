// mistake: Both origins are sent as a list.
// expect: one-origin
const friends = ['https://shop.example', 'https://admin.example'];
const orders = [{ id: 1, item: 'mug' }];

function handleRequest({ method, headers: asked }) {
  const { origin } = asked;
  const isFriend = friends.includes(origin);
  const isPreflight = method === 'OPTIONS' && origin !== undefined
    && asked['access-control-request-method'] !== undefined;

  const headers = { vary: 'Origin' };
  if (isFriend) {
    headers['access-control-allow-origin'] = friends.join(', ');
    headers['access-control-allow-credentials'] = 'true';
  }
  if (isFriend && isPreflight) {
    headers['access-control-allow-methods'] = 'GET, PUT, DELETE';
    headers['access-control-allow-headers'] = 'content-type, x-request-id';
    headers['access-control-max-age'] = '600';
  }
  return isPreflight ? { status: 204, headers } : { status: 200, headers, body: JSON.stringify(orders) };
}
