//! The Markdown inside of fences: titled parts, and lists of points.

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use super::{
    markdown::{Events, Renderer, parse, without_paragraph},
    text::Text,
};
use crate::model::{Html, Titled};

/// Parts that each begin with a `###` heading: a question with its answer, an example with its text.
pub(super) fn titled(text: Text<'_>, renderer: &mut Renderer) -> Vec<Titled> {
    let mut parts: Vec<(String, Events<'_>)> = vec![];
    let mut events = parse(text.md).into_iter();
    while let Some((event, range)) = events.next() {
        if let Event::Start(Tag::Heading {
            level: HeadingLevel::H3,
            ..
        }) = event
        {
            let title: Events<'_> = events
                .by_ref()
                .take_while(|(it, _)| !matches!(it, Event::End(TagEnd::Heading(_))))
                .collect();
            parts.push((
                renderer.title(&text.place(range.start), &title),
                Events::new(),
            ));
        } else if let Some((_, body)) = parts.last_mut() {
            body.push((event, range));
        } else {
            let error = text.place(range.start).says(
                "every part of this block begins with a `###` heading",
                "write `### ` and a title above this line",
            );
            renderer.errors.push(error);
            return vec![];
        }
    }
    parts
        .into_iter()
        .map(|(title, body)| Titled {
            title,
            html: renderer.events(text, body),
        })
        .collect()
}

/// The items of one bullet list, each of one paragraph.
pub(super) fn points(text: Text<'_>, renderer: &mut Renderer) -> Vec<Html> {
    let events = parse(text.md);
    let list = matches!(events.first(), Some((Event::Start(Tag::List(None)), _)))
        && matches!(events.last(), Some((Event::End(TagEnd::List(false)), _)));
    let mut points = vec![];
    let mut item: Option<Events<'_>> = None;
    let mut good = list;
    for (event, range) in events {
        match (&event, &mut item) {
            (Event::Start(Tag::Item), None) => item = Some(vec![]),
            (Event::End(TagEnd::Item), Some(_)) => {
                let inner = item.take().map(as_paragraph).and_then(without_paragraph);
                good &= inner.is_some();
                points.push(renderer.events(text, inner.unwrap_or_default()));
            }
            (Event::Start(Tag::List(_)), None) | (Event::End(TagEnd::List(_)), _) => {}
            (_, Some(inner)) => inner.push((event, range)),
            (_, None) => good = false,
        }
    }
    if !good {
        let error = text.place(0).says(
            "one list of points belongs here, each of one paragraph",
            "begin every line with `- `",
        );
        renderer.errors.push(error);
    }
    points
}

/// A tight list's item has no paragraph of its own.
fn as_paragraph(mut events: Events<'_>) -> Events<'_> {
    if !matches!(events.first(), Some((Event::Start(Tag::Paragraph), _))) {
        let range = 0..0;
        events.insert(0, (Event::Start(Tag::Paragraph), range.clone()));
        events.push((Event::End(TagEnd::Paragraph), range));
    }
    events
}
