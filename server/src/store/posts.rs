//! Posts, which are the same for everybody, and the likes a visitor gave them.

use serde::{Deserialize, Serialize};

use super::{Asker, Kept, Pending, keys::Key};

/// A post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// Its id.
    pub id: i64,
    /// Its title.
    pub title: String,
    /// Its author's name.
    pub author: String,
    /// How often this visitor liked it.
    pub likes: i64,
}

/// How often a post is liked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Likes {
    /// The post.
    pub post: i64,
    /// The likes.
    pub likes: i64,
}

/// How posts and their authors are looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// One query for the posts, and one more for each of them: N+1.
    Slow,
    /// One query that joins both.
    Joined,
}

/// Keeps likes.
pub trait Posts: Send + Sync + 'static {
    /// All posts, by id.
    fn posts<'a>(&'a self, by: &'a Asker, way: Way) -> Pending<'a, Vec<Post>>;

    /// Likes a post once more; under a key, once.
    fn like<'a>(
        &'a self,
        by: &'a Asker,
        post: i64,
        key: Option<&'a Key>,
    ) -> Pending<'a, Kept<Likes>>;
}
