//! Posts and likes in memory.

use super::{Memory, note_with};
use crate::{
    sql::Param,
    store::{
        Asker, Fault, Kept, Key, Likes, Operation, Pending, Post, Posts, ROW, Thing, Way,
        catalogue::{AUTHORS, POSTS},
    },
};

impl Posts for Memory {
    fn posts<'a>(&'a self, by: &'a Asker, way: Way) -> Pending<'a, Vec<Post>> {
        let posts = self.read(by, "list posts", |lab| {
            let posts = (1..).zip(POSTS);
            Ok(posts
                .map(|(id, (author, title))| Post {
                    id,
                    title: title.to_owned(),
                    author: author_of(author),
                    likes: lab.likes.get(&id).copied().unwrap_or_default(),
                })
                .collect())
        });
        if way == Way::Slow {
            for (author, _) in POSTS {
                note_with(by, "look up an author", &[Param::Int(author)], true);
            }
        }
        posts
    }

    fn like<'a>(
        &'a self,
        by: &'a Asker,
        post: i64,
        key: Option<&'a Key>,
    ) -> Pending<'a, Kept<Likes>> {
        self.write(by, "like a post", |lab, limits| {
            lab.once((by, limits), (Operation::Like, key), |lab| {
                let there = usize::try_from(post).is_ok_and(|it| (1..=POSTS.len()).contains(&it));
                if !there {
                    let thing = Thing::Post;
                    return Err(Fault::Missing { thing, id: post });
                }
                if !lab.likes.contains_key(&post) {
                    lab.usage.charge(1, ROW, limits)?;
                }
                let likes = lab.likes.entry(post).or_default();
                *likes += 1;
                Ok((
                    Likes {
                        post,
                        likes: *likes,
                    },
                    by.now_ms,
                ))
            })
        })
    }
}

fn author_of(id: i64) -> String {
    let at = usize::try_from(id - 1).unwrap_or(usize::MAX);
    AUTHORS.get(at).copied().unwrap_or_default().to_owned()
}
