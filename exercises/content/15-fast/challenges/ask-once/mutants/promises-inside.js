// mistake: The list holds promises of its entries.
// expect: returned-promise
const MOST = 5;

async function loadFeed(fetch) {
  const posts = await getJson(fetch, '/api/posts');
  const ids = [...new Set(posts.map((post) => post.author))];
  const batches = [];
  for (let at = 0; at < ids.length; at += MOST) batches.push(ids.slice(at, at + MOST));

  const authors = await Promise.all(batches.map((batch) => getJson(fetch, `/api/authors?ids=${batch.join(',')}`)));
  const names = new Map(authors.flat().map((author) => [author.id, author.name]));
  return posts.map(async (post) => ({ title: post.title, author: names.get(post.author) ?? 'unknown' }));
}

async function getJson(fetch, path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path} was answered with status ${response.status}.`);
  return response.json();
}
