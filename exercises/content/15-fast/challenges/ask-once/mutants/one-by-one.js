// mistake: One request for each post.
// expect: n-plus-one
async function loadFeed(fetch) {
  const posts = await getJson(fetch, '/api/posts');
  const feed = [];
  for (const post of posts) {
    // One request for every post: with ten posts these are eleven, one after the other.
    const [author] = await getJson(fetch, `/api/authors?ids=${post.author}`);
    feed.push({ title: post.title, author: author?.name ?? 'unknown' });
  }
  return feed;
}

async function getJson(fetch, path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path} was answered with status ${response.status}.`);
  return response.json();
}
