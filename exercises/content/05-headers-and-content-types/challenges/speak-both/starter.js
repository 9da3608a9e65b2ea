const forms = [
  { type: 'application/json', body: JSON.stringify([{ city: 'Oslo', rain: 12 }, { city: 'Rome', rain: 3 }]) },
  { type: 'text/csv', body: 'city,rain\nOslo,12\nRome,3\n' },
  { type: 'text/html', body: '<ul><li>Oslo: 12</li><li>Rome: 3</li></ul>' },
];

// request.headers.accept is a string such as 'text/csv;q=0.5, */*', or undefined.
function handleRequest(request) {
  if (request.method === 'POST') return { status: 204 };

  const form = forms[0]; // Which one would the client like best?
  return { status: 200, headers: { 'content-type': form.type }, body: form.body };
}
