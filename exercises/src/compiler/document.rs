//! lesson.md cut into pieces: headings, prose, and fences that stand for blocks.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};

use super::{
    fence,
    markdown::{Events, Renderer, Text, parse},
};

/// A piece of a lesson, top to bottom.
pub(super) enum Piece<'a> {
    /// A `##` heading.
    Heading { id: String, text: String },
    /// HTML.
    Prose(String),
    /// A fence whose info string is a kind of block.
    Fence { kind: &'a str, body: Text<'a> },
}

/// Cuts Markdown into pieces, rendering the prose on the way.
pub(super) fn cut<'a>(text: Text<'a>, renderer: &mut Renderer) -> Vec<Piece<'a>> {
    let mut pieces = vec![];
    let mut prose: Events<'a> = vec![];
    let mut depth = 0_usize;
    let mut events = parse(text.md).into_iter();
    while let Some((event, range)) = events.next() {
        let top = depth == 0;
        match &event {
            Event::Start(Tag::Heading {
                level: HeadingLevel::H2,
                ..
            }) if top => {
                flush(text, renderer, &mut prose, &mut pieces);
                let title: Events<'_> = events
                    .by_ref()
                    .take_while(|(it, _)| !matches!(it, Event::End(TagEnd::Heading(_))))
                    .collect();
                let plain = renderer.title(&text.place(range.start), &title);
                let id = renderer.anchor(&plain);
                pieces.push(Piece::Heading { id, text: plain });
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info)))
                if top && fence::is_block(info) =>
            {
                flush(text, renderer, &mut prose, &mut pieces);
                let raw = text.md.get(range.clone()).unwrap_or_default();
                renderer.check_closed(&text.place(range.start), raw);
                let kind = kind_of(info);
                let body = body(text, &range, &mut events);
                pieces.push(Piece::Fence { kind, body });
            }
            Event::Start(_) => {
                depth += 1;
                prose.push((event, range));
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                prose.push((event, range));
            }
            _ => prose.push((event, range)),
        }
    }
    flush(text, renderer, &mut prose, &mut pieces);
    pieces
}

fn flush<'a>(
    text: Text<'a>,
    renderer: &mut Renderer,
    prose: &mut Events<'a>,
    pieces: &mut Vec<Piece<'a>>,
) {
    if !prose.is_empty() {
        pieces.push(Piece::Prose(renderer.events(text, std::mem::take(prose))));
    }
}

/// The same word from the list, which lives long enough.
fn kind_of(info: &str) -> &'static str {
    let found = fence::KINDS.iter().find(|it| **it == info.trim());
    found.copied().unwrap_or("text")
}

/// The lines of a fence at the left margin: one slice of the source, from the first text to the last.
fn body<'a>(
    text: Text<'a>,
    fence: &Range<usize>,
    events: &mut impl Iterator<Item = (Event<'a>, Range<usize>)>,
) -> Text<'a> {
    let mut span: Option<Range<usize>> = None;
    for (event, range) in events {
        if let Event::End(TagEnd::CodeBlock) = event {
            break;
        }
        span = Some(span.map_or(range.start, |it| it.start)..range.end);
    }
    let span = span.unwrap_or(fence.end..fence.end);
    Text {
        source: text.source,
        offset: text.offset + span.start,
        exact: text.exact,
        md: text.md.get(span).unwrap_or_default(),
    }
}
