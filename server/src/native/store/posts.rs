//! Posts and likes in a database.

use super::{Database, link::Reader};
use crate::{
    sql::Param,
    store::{Asker, Fault, Kept, Key, Likes, Operation, Pending, Post, Posts, ROW, Thing, Way},
};

impl Posts for Database {
    fn posts<'a>(&'a self, by: &'a Asker, way: Way) -> Pending<'a, Vec<Post>> {
        Box::pin(self.within(async move {
            let mut link = self.reader(by).await?;
            match way {
                Way::Slow => slow(&mut link, by).await,
                Way::Joined => joined(&mut link, by).await,
            }
        }))
    }

    fn like<'a>(
        &'a self,
        by: &'a Asker,
        post: i64,
        key: Option<&'a Key>,
    ) -> Pending<'a, Kept<Likes>> {
        Box::pin(self.within(async move {
            let mut visit = self.visit(by).await?;
            if let Some(value) = visit.known(Operation::Like, key).await? {
                visit.commit().await?;
                return Ok(Kept {
                    value,
                    replayed: true,
                });
            }
            let there = visit
                .row("SELECT id FROM posts WHERE id = $1", &[Param::Int(post)])
                .await?;
            if there.is_none() {
                let thing = Thing::Post;
                return Err(Fault::Missing { thing, id: post });
            }
            let sql = "INSERT INTO likes (visitor, post, count) VALUES ($1, $2, 1) \
                 ON CONFLICT (visitor, post) DO UPDATE SET count = likes.count + 1 \
                 RETURNING count";
            let params = [visit.visitor(), Param::Int(post)];
            let row = visit.row(sql, &params).await?.ok_or(Fault::Broken)?;
            let likes = row.int(0)?;
            if likes == 1 {
                visit.charge(1, ROW)?;
            }
            let value = Likes { post, likes };
            visit.keep(Operation::Like, key, by.now_ms, &value).await?;
            visit.commit().await?;
            Ok(Kept {
                value,
                replayed: false,
            })
        }))
    }
}

/// One query for the posts, and one for the author of each: what an object that is loaded when it is touched does
/// behind one's back.
async fn slow(link: &mut Reader<'_>, by: &Asker) -> Result<Vec<Post>, Fault> {
    let sql = "SELECT posts.id, posts.title, posts.author, coalesce(likes.count, 0) FROM posts \
         LEFT JOIN likes ON likes.post = posts.id AND likes.visitor = $1 ORDER BY posts.id";
    let visitor = Param::Secret(by.visitor.as_str());
    let mut posts = Vec::new();
    for row in link.rows(sql, &[visitor]).await? {
        let sql = "SELECT name FROM authors WHERE id = $1";
        let author = link.row(sql, &[Param::Int(row.int(2)?)]).await?;
        posts.push(Post {
            id: row.int(0)?,
            title: row.text(1)?,
            author: author.ok_or(Fault::Broken)?.text(0)?,
            likes: row.int(3)?,
        });
    }
    Ok(posts)
}

async fn joined(link: &mut Reader<'_>, by: &Asker) -> Result<Vec<Post>, Fault> {
    let sql = "SELECT posts.id, posts.title, authors.name, coalesce(likes.count, 0) FROM posts \
         JOIN authors ON authors.id = posts.author \
         LEFT JOIN likes ON likes.post = posts.id AND likes.visitor = $1 ORDER BY posts.id";
    let visitor = Param::Secret(by.visitor.as_str());
    let rows = link.rows(sql, &[visitor]).await?;
    rows.iter()
        .map(|row| {
            Ok(Post {
                id: row.int(0)?,
                title: row.text(1)?,
                author: row.text(2)?,
                likes: row.int(3)?,
            })
        })
        .collect()
}
