//! Markdown to HTML that can be trusted: raw HTML and strange links are refused, terms become glossary links.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{
    diagnostic::{Diagnostic, Place, suggest},
    fence,
    text::Text,
    words::{is_url_byte, shorten, slug},
};

/// An address that the prose links to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    pub place: Place,
    pub href: String,
}

/// Renders Markdown and collects what it links to and what is wrong.
#[derive(Default)]
pub(super) struct Renderer {
    pub errors: Vec<Diagnostic>,
    /// Links to pages and anchors of this site.
    pub links: Vec<Link>,
    /// Links to terms: the id is in `href`.
    pub terms: Vec<Link>,
    /// Ids given to headings so far, to keep them unique.
    pub anchors: Vec<String>,
}

pub(super) type Events<'a> = Vec<(Event<'a>, Range<usize>)>;

/// Parses with the extensions that content may use.
pub(super) fn parse(text: &str) -> Events<'_> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    Parser::new_ext(text, options).into_offset_iter().collect()
}

impl Renderer {
    /// Block HTML: paragraphs, lists, tables, code, headings of the third level.
    pub fn block(&mut self, text: Text<'_>) -> String {
        self.events(text, parse(text.md))
    }

    /// Inline HTML: exactly one paragraph, without its `<p>`.
    pub fn inline(&mut self, text: Text<'_>) -> String {
        let events = parse(text.md);
        let inner = without_paragraph(events);
        let Some(inner) = inner else {
            self.errors.push(text.place(0).says(
                "one paragraph without lists, headings, tables or code blocks belongs here",
                "use words, `code`, *emphasis* and links only",
            ));
            return String::new();
        };
        self.events(text, inner)
    }

    /// HTML of events that [`parse`] gave for `text`.
    pub fn events(&mut self, text: Text<'_>, events: Events<'_>) -> String {
        self.check_tables(text, &events);
        let mut html = String::new();
        let mut out = Vec::with_capacity(events.len());
        let mut events = events.into_iter();
        while let Some((event, range)) = events.next() {
            match event {
                Event::Start(Tag::Heading { level, .. }) => {
                    let rest = events.by_ref();
                    let title: Vec<_> = rest
                        .take_while(|(it, _)| !matches!(it, Event::End(TagEnd::Heading(_))))
                        .collect();
                    out.extend(self.heading(text, level, range, &title));
                }
                event => out.push(self.event(text, event, &range)),
            }
        }
        pulldown_cmark::html::push_html(&mut html, out.into_iter());
        html.truncate(html.trim_end().len());
        html
    }

    fn heading<'a>(
        &mut self,
        text: Text<'_>,
        level: HeadingLevel,
        range: Range<usize>,
        title: &[(Event<'a>, Range<usize>)],
    ) -> Vec<Event<'a>> {
        if level != HeadingLevel::H3 {
            self.errors.push(text.place(range.start).says(
                format!("a heading of level {} cannot stand here", level as usize),
                "`##` opens a section at the top level of lesson.md, `###` a part of it; the page's title is in lesson.toml",
            ));
        }
        let plain = self.title(&text.place(range.start), title);
        let id = self.anchor(&plain);
        vec![
            Event::InlineHtml(format!("<h3 id=\"{id}\">").into()),
            Event::Text(plain.into()),
            Event::InlineHtml("</h3>\n".into()),
        ]
    }

    /// A column without a heading has no name for those who hear the table.
    fn check_tables(&mut self, text: Text<'_>, events: &Events<'_>) {
        let mut head = false;
        for pair in events.windows(2) {
            match (&pair[0].0, &pair[1].0) {
                (Event::Start(Tag::TableHead), _) => head = true,
                (Event::End(TagEnd::TableHead), _) => head = false,
                (Event::Start(Tag::TableCell), Event::End(TagEnd::TableCell)) if head => {
                    let place = text.place(pair[0].1.start);
                    self.refuse(&place, "a column of this table has no heading", "name it");
                }
                _ => {}
            }
        }
    }

    /// The text of a heading, which must be words and `code` only.
    pub fn title(&mut self, place: &Place, events: &[(Event<'_>, Range<usize>)]) -> String {
        let mut plain = String::new();
        let mut other = false;
        for (event, _) in events {
            match event {
                Event::Text(it) | Event::Code(it) => plain.push_str(it),
                Event::SoftBreak => plain.push(' '),
                _ => other = true,
            }
        }
        if other || plain.trim().is_empty() {
            let help = "write words and `code` only";
            self.refuse(place, "a heading is plain text", help);
        }
        plain.trim().to_owned()
    }

    /// A new anchor for a heading, unique in the lesson.
    pub fn anchor(&mut self, title: &str) -> String {
        let base = slug(title);
        let mut id = base.clone();
        let mut count = 1;
        while self.anchors.contains(&id) {
            count += 1;
            id = format!("{base}-{count}");
        }
        self.anchors.push(id.clone());
        id
    }

    fn event<'a>(&mut self, text: Text<'_>, event: Event<'a>, range: &Range<usize>) -> Event<'a> {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                let place = text.place(range.start);
                Event::InlineHtml(self.open_link(place, &dest_url).into())
            }
            Event::End(TagEnd::Link) => Event::InlineHtml("</a>".into()),
            Event::Html(raw) | Event::InlineHtml(raw) => {
                self.refuse(
                    &text.place(range.start),
                    &format!("raw HTML is not allowed: `{}`", shorten(&raw)),
                    "write Markdown, or put code between backticks",
                );
                Event::Text("".into())
            }
            Event::Start(Tag::Image { .. }) => {
                self.refuse(
                    &text.place(range.start),
                    "pictures are not allowed",
                    "draw it as a conversation, or write it as a table",
                );
                Event::Text("".into())
            }
            Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock | TagEnd::Image) => {
                Event::Text("".into())
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                let raw = text.md.get(range.clone()).unwrap_or_default();
                let language = self.check_code(&text.place(range.start), &kind, raw);
                // Long lines scroll, so those without a mouse must be able to get there.
                let tag = format!("<pre tabindex=\"0\"><code class=\"language-{language}\">");
                Event::InlineHtml(tag.into())
            }
            Event::End(TagEnd::CodeBlock) => Event::InlineHtml("</code></pre>\n".into()),
            other => other,
        }
    }

    /// The language of a block of code.
    fn check_code(&mut self, place: &Place, kind: &CodeBlockKind<'_>, raw: &str) -> &'static str {
        let CodeBlockKind::Fenced(info) = kind else {
            let help = "take the spaces away, or use a fence with a language: ```text";
            self.refuse(place, "indented text would become code", help);
            return "text";
        };
        self.check_closed(place, raw);
        if let Some(language) = fence::LANGUAGES.iter().find(|it| **it == &**info) {
            return language;
        }
        if fence::is_block(info) {
            let help =
                "put it at the left margin of lesson.md, outside of lists, quotes and other blocks";
            let message = format!("the block `{info}` cannot stand here");
            self.refuse(place, &message, help);
        } else {
            let known = fence::LANGUAGES.iter().chain(fence::KINDS).copied();
            let help = suggest(info, known);
            self.refuse(place, &format!("unknown kind of fence: `{info}`"), &help);
        }
        "text"
    }

    /// A fence that nobody closed swallows the rest of the file.
    pub fn check_closed(&mut self, place: &Place, raw: &str) {
        if !fence::is_closed(raw) {
            let help = "close it with as many backticks as opened it";
            self.refuse(place, "this fence is never closed", help);
        }
    }

    fn open_link(&mut self, place: Place, href: &str) -> String {
        if let Some(term) = href.strip_prefix("term:") {
            let id = slug(term);
            if id != term {
                let message = format!("`{}` is not the id of a term", shorten(term));
                self.refuse(&place, &message, &format!("did you mean `term:{id}`?"));
            }
            let tag = format!("<a class=\"term\" href=\"/glossary/#{id}\" data-term=\"{id}\">");
            self.terms.push(Link { place, href: id });
            return tag;
        }
        let inside = href.starts_with('#') || (href.starts_with('/') && !href.starts_with("//"));
        let outside = href.starts_with("https://");
        if !(inside || outside) || !href.bytes().all(is_url_byte) {
            let help = "links begin with `term:`, `#`, `/` or `https://` and hold no spaces, quotes or other signs a URL may not";
            self.refuse(&place, &format!("cannot link to `{}`", shorten(href)), help);
            return "<a>".to_owned();
        }
        let escaped = href.replace('&', "&amp;");
        if outside {
            return format!("<a href=\"{escaped}\" rel=\"noreferrer\">");
        }
        self.links.push(Link {
            place,
            href: href.to_owned(),
        });
        format!("<a href=\"{escaped}\">")
    }

    fn refuse(&mut self, place: &Place, message: &str, help: &str) {
        self.errors.push(place.says(message, help));
    }
}

/// The events inside the only paragraph; `None` where there is anything else.
pub(super) fn without_paragraph(mut events: Events<'_>) -> Option<Events<'_>> {
    let is = |it: Option<&(Event<'_>, _)>, wanted: &Event<'_>| it.is_some_and(|(e, _)| e == wanted);
    let opened = is(events.first(), &Event::Start(Tag::Paragraph));
    if !opened || !is(events.last(), &Event::End(TagEnd::Paragraph)) {
        return None;
    }
    events.pop();
    events.remove(0);
    let inline = |event: &Event<'_>| match event {
        Event::Start(tag) => matches!(
            tag,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
        ),
        Event::End(tag) => matches!(
            tag,
            TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Link
                | TagEnd::Image
        ),
        _ => true,
    };
    events.iter().all(|(it, _)| inline(it)).then_some(events)
}
