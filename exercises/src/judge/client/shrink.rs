//! Calls that are a little smaller: fewer replies, less in them.

use super::script::Call;

/// How large a call is: what shrinking makes smaller.
pub fn size(call: &Call) -> (usize, usize) {
    let replies = call.replies.iter();
    let text: usize = replies
        .map(|it| {
            let fields = it.headers.iter().map(|(a, b)| a.len() + b.len() + 1);
            it.text().len() + it.pieces.len() + fields.sum::<usize>() + it.after.to_string().len()
        })
        .sum();
    let args: usize = call.args.iter().map(|it| it.to_string().len()).sum();
    (call.replies.len(), text + args)
}

/// Everything that is a little smaller, what is much smaller first. What is right for it is not known yet.
pub fn smaller(call: &Call) -> Vec<Call> {
    let mut found: Vec<Call> = Vec::new();
    let mut add = |change: &dyn Fn(&mut Call)| {
        let mut it = call.clone();
        it.expect.clear();
        change(&mut it);
        if size(&it) < size(call) && !found.contains(&it) {
            found.push(it);
        }
    };
    for at in 0..call.replies.len() {
        if call.replies.len() > 1 {
            add(&|it| {
                it.replies.remove(at);
            });
        }
    }
    for (at, reply) in call.replies.iter().enumerate() {
        add(&|it| it.replies[at].after = 1);
        for piece in 0..reply.pieces.len() {
            add(&|it| {
                it.replies[at].pieces.remove(piece);
            });
        }
        for name in reply.headers.keys() {
            add(&|it| {
                it.replies[at].headers.remove(name);
            });
        }
    }
    found
}
