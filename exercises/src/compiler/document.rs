//! lesson.md cut into pieces: headings, prose, and fences that stand for blocks.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};

use super::{
    fence,
    markdown::{Events, Renderer, parse},
    text::Text,
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
        if depth == 0
            && let Some(piece) = piece(text, renderer, (&event, &range), &mut events)
        {
            pieces.extend(flush(text, renderer, &mut prose));
            pieces.push(piece);
            continue;
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        prose.push((event, range));
    }
    pieces.extend(flush(text, renderer, &mut prose));
    pieces
}

/// The prose so far, rendered.
fn flush<'a>(text: Text<'a>, renderer: &mut Renderer, prose: &mut Events<'a>) -> Option<Piece<'a>> {
    let prose = std::mem::take(prose);
    (!prose.is_empty()).then(|| Piece::Prose(renderer.events(text, prose)))
}

/// The piece that an event at the left margin begins, if it is not prose; its other events are taken away.
fn piece<'a>(
    text: Text<'a>,
    renderer: &mut Renderer,
    (event, range): (&Event<'a>, &Range<usize>),
    events: &mut impl Iterator<Item = (Event<'a>, Range<usize>)>,
) -> Option<Piece<'a>> {
    match event {
        Event::Start(Tag::Heading { level, .. }) if *level == HeadingLevel::H2 => {
            let title: Events<'_> = events
                .take_while(|(it, _)| !matches!(it, Event::End(TagEnd::Heading(_))))
                .collect();
            let plain = renderer.title(&text.place(range.start), &title);
            let id = renderer.anchor(&plain);
            Some(Piece::Heading { id, text: plain })
        }
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if fence::is_block(info) => {
            let raw = text.md.get(range.clone()).unwrap_or_default();
            renderer.check_closed(&text.place(range.start), raw);
            let kind = kind_of(info);
            let body = body(text, range, events);
            Some(Piece::Fence { kind, body })
        }
        _ => None,
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
