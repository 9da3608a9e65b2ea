//! Conversations, snippets, comparisons and terms, from TOML to the model.

use super::{
    files::{CompareEntry, ConversationEntry, SnippetEntry, TermEntry},
    writer::Writer,
};
use crate::model::{Actor, Column, Compare, CompareItem, Conversation, Message, Snippet, Term};

pub(super) fn conversation<'a>(w: &mut Writer<'a, '_>, it: &'a ConversationEntry) -> Conversation {
    let id = w.id(&it.id);
    w.note(&id, &it.id);
    let actors = it.actors.iter().map(|actor| Actor {
        id: w.id(&actor.id),
        name: w.plain(&actor.name),
        kind: actor.kind,
    });
    let actors = actors.collect();
    let mut messages = vec![];
    for (number, message) in it.messages.iter().enumerate() {
        w.note(&format!("{id}/message-{}", number + 1), &message.label);
        messages.push(Message {
            from: message.from.get_ref().clone(),
            to: message.to.get_ref().clone(),
            kind: message.kind,
            label: w.plain(&message.label),
            html: w.inline(&message.text),
            bytes: message.bytes.clone(),
        });
    }
    Conversation {
        title: w.plain(&it.title),
        caption: w.inline(&it.caption),
        id,
        actors,
        messages,
    }
}

pub(super) fn snippet<'a>(w: &mut Writer<'a, '_>, it: &'a SnippetEntry) -> Snippet {
    let id = w.id(&it.id);
    w.note(&id, &it.id);
    Snippet {
        id,
        title: w.plain(&it.title),
        html: w.inline(&it.text),
        code: it.code.trim_end().to_owned(),
        server_code: it.server_code.trim_end().to_owned(),
    }
}

pub(super) fn compare<'a>(w: &mut Writer<'a, '_>, it: &'a CompareEntry) -> Compare {
    let id = w.id(&it.id);
    w.note(&id, &it.id);
    let columns = it.columns.iter().map(|column| Column {
        id: w.id(&column.id),
        title: w.plain(&column.title),
    });
    let columns = columns.collect();
    let mut items = vec![];
    for (number, item) in it.items.iter().enumerate() {
        w.note(&format!("{id}/item-{}", number + 1), &item.column);
        items.push(CompareItem {
            text: w.plain(&item.text),
            column: item.column.get_ref().clone(),
            explain: w.inline(&item.explain),
        });
    }
    Compare {
        title: w.plain(&it.title),
        html: w.inline(&it.text),
        id,
        columns,
        items,
    }
}

pub(super) fn term<'a>(w: &mut Writer<'a, '_>, it: &'a TermEntry, lesson: &str) -> Term {
    let id = w.id(&it.id);
    w.note(&format!("term/{id}"), &it.id);
    let source = it.source.as_ref().map(|source| {
        let url = w.plain(&source.url);
        if !url.starts_with("https://") {
            w.wrong(&source.url, "a source's address begins with https://", "");
        }
        (w.plain(&source.label), url)
    });
    Term {
        name: w.plain(&it.name),
        html: w.inline(&it.text),
        see: it.see.iter().map(|it| it.get_ref().clone()).collect(),
        lesson: lesson.to_owned(),
        id,
        source,
    }
}
