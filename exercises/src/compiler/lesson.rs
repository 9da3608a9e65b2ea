//! A lesson's folder: lesson.toml says what there is, lesson.md in which order it is told.

use std::collections::BTreeMap;

use super::{
    blocks,
    challenge::{self, Challenge},
    decode::decode,
    diagnostic::{Place, Source, suggest},
    document::{Piece, cut},
    experiment,
    files::LessonFile,
    markdown::{Link, Renderer},
    quiz, sections,
    text::Text,
    writer::{Places, Writer},
};
use crate::model::{Block, Html, Term};

/// A lesson before it is told what surrounds it.
pub(super) struct Draft {
    pub folder: String,
    pub id: String,
    pub title: String,
    pub summary: String,
    pub audience: String,
    pub minutes: u16,
    /// Ids of lessons, each with its place.
    pub prerequisites: Vec<Link>,
    pub goals: Vec<Html>,
    pub blocks: Vec<Block>,
    pub terms: Vec<Term>,
    pub challenges: Vec<Challenge>,
    /// What it links to, inside of the site.
    pub links: Vec<Link>,
    /// The terms it uses.
    pub uses: Vec<Link>,
    /// The anchors of its headings.
    pub anchors: Vec<String>,
}

/// The files of one lesson's folder, by their path inside of it.
pub(super) struct Folder<'a> {
    pub name: &'a str,
    pub files: BTreeMap<&'a str, &'a str>,
}

impl Folder<'_> {
    /// Whether the lesson itself is there, and not only its challenges.
    pub fn has_lesson(&self) -> bool {
        ["lesson.md", "lesson.toml"]
            .iter()
            .any(|it| self.files.contains_key(it))
    }
}

/// Compiles a folder. Errors go to `renderer.errors`.
pub(super) fn lesson(
    folder: &Folder<'_>,
    renderer: &mut Renderer,
    places: &mut Places,
) -> Option<Draft> {
    let challenges = challenges(folder, renderer, places);
    let md_path = format!("{}/lesson.md", folder.name);
    let toml_path = format!("{}/lesson.toml", folder.name);
    let md = file(folder, "lesson.md", &md_path, renderer);
    let toml = file(folder, "lesson.toml", &toml_path, renderer);
    let pieces = md.map(|source| {
        let text = Text {
            source,
            offset: 0,
            exact: true,
            md: source.text,
        };
        cut(text, renderer)
    });
    let toml = toml?;
    let file: LessonFile = decode(toml, &mut renderer.errors)?;
    let mut writer = Writer {
        source: toml,
        renderer,
        places,
        scope: file.id.get_ref().clone(),
    };
    let mut draft = front(&mut writer, &file, folder.name);
    let shelf = Shelf::fill(&mut writer, &file, &challenges);
    for piece in pieces.unwrap_or_default() {
        draft.blocks.extend(shelf.block(piece, &mut writer));
    }
    shelf.report_unused(&draft.blocks, &mut writer);
    draft.challenges = challenges;
    Some(draft)
}

fn file<'a>(
    folder: &Folder<'a>,
    name: &str,
    path: &'a str,
    renderer: &mut Renderer,
) -> Option<Source<'a>> {
    let text = folder.files.get(name).copied();
    if text.is_none() {
        let error = Place::file(path).says("this file is missing", "every lesson has one");
        renderer.errors.push(error);
    }
    text.map(|text| Source { path, text })
}

fn front<'a>(w: &mut Writer<'a, '_>, file: &'a LessonFile, folder: &str) -> Draft {
    let id = w.id(&file.id);
    w.note("lesson", &file.id);
    w.note("minutes", &file.minutes);
    let prerequisites = file.prerequisites.iter().map(|it| Link {
        place: w.source.place(it.span().start),
        href: it.get_ref().clone(),
    });
    Draft {
        folder: folder.to_owned(),
        prerequisites: prerequisites.collect(),
        title: w.plain(&file.title),
        summary: w.plain(&file.summary),
        audience: w.plain(&file.audience),
        minutes: *file.minutes.get_ref(),
        goals: file.goals.iter().map(|it| w.inline(it)).collect(),
        blocks: vec![],
        terms: (file.terms.iter())
            .map(|it| blocks::term(w, it, &id))
            .collect(),
        challenges: vec![],
        links: vec![],
        uses: vec![],
        anchors: vec![],
        id,
    }
}

/// Compiles the challenges of a folder.
pub(super) fn challenges(
    folder: &Folder<'_>,
    renderer: &mut Renderer,
    places: &mut Places,
) -> Vec<Challenge> {
    let mut by_id: BTreeMap<&str, challenge::Files<'_>> = BTreeMap::new();
    for (path, text) in &folder.files {
        let inside = path.strip_prefix("challenges/");
        if let Some((id, rest)) = inside.and_then(|it| it.split_once('/')) {
            by_id.entry(id).or_default().insert(rest, text);
        }
    }
    by_id
        .iter()
        .filter_map(|(id, files)| {
            let folder = format!("{}/challenges/{id}", folder.name);
            challenge::challenge(&folder, files, renderer, places)
        })
        .collect()
}

/// The blocks that lesson.toml holds, ready to be put where lesson.md asks for them.
struct Shelf {
    blocks: Vec<(&'static str, Block, std::ops::Range<usize>)>,
}

impl Shelf {
    fn fill<'a>(w: &mut Writer<'a, '_>, file: &'a LessonFile, challenges: &[Challenge]) -> Self {
        let mut blocks = vec![];
        for it in &file.conversations {
            let block = Block::Conversation(blocks::conversation(w, it));
            blocks.push(("conversation", block, it.id.span()));
        }
        for it in &file.snippets {
            blocks.push((
                "snippet",
                Block::Snippet(blocks::snippet(w, it)),
                it.id.span(),
            ));
        }
        for it in &file.experiments {
            let block = Block::Experiment(experiment::experiment(w, it));
            blocks.push(("experiment", block, it.id.span()));
        }
        for it in &file.compares {
            blocks.push((
                "compare",
                Block::Compare(blocks::compare(w, it)),
                it.id.span(),
            ));
        }
        for it in &file.quizzes {
            blocks.push(("quiz", Block::Quiz(quiz::quiz(w, it)), it.id.span()));
        }
        for it in challenges {
            blocks.push(("challenge", Block::Challenge(it.brief.clone()), 0..0));
        }
        Self { blocks }
    }

    /// The block for a piece; `None`, with an error, where there is no such thing.
    fn block(&self, piece: Piece<'_>, w: &mut Writer<'_, '_>) -> Option<Block> {
        let (kind, body) = match piece {
            Piece::Heading { id, text } => return Some(Block::Heading { id, text }),
            Piece::Prose(html) => return Some(Block::Prose { html }),
            Piece::Fence { kind, body } => (kind, body),
        };
        match kind {
            "why" => Some(Block::Why {
                html: w.renderer.block(body),
            }),
            "real-world" => Some(Block::RealWorld {
                items: sections::titled(body, w.renderer),
            }),
            "faq" => Some(Block::Faq {
                items: sections::titled(body, w.renderer),
            }),
            "summary" => Some(Block::Summary {
                points: sections::points(body, w.renderer),
            }),
            "terms" => Some(Block::Terms {
                ids: term_ids(body, w.renderer),
            }),
            "next" => next(body, w.renderer),
            kind => self.take(kind, body, w),
        }
    }

    fn take(&self, kind: &str, body: Text<'_>, w: &mut Writer<'_, '_>) -> Option<Block> {
        let id = body.md.trim();
        let of_kind = || self.blocks.iter().filter(|(it, ..)| *it == kind);
        let found = of_kind().find(|(_, block, _)| block.activity() == Some(id));
        if let Some((_, block, _)) = found {
            return Some(block.clone());
        }
        let known = of_kind().filter_map(|(_, block, _)| block.activity());
        let known: Vec<_> = known.collect();
        let error = body.place(0).says(
            format!("there is no {kind} `{id}`"),
            suggest(id, known.iter().copied()),
        );
        w.errors().push(error);
        None
    }

    /// What stands in lesson.toml and nowhere in lesson.md is forgotten or doubled.
    fn report_unused(&self, blocks: &[Block], w: &mut Writer<'_, '_>) {
        for (kind, block, span) in &self.blocks {
            let Some(id) = block.activity() else { continue };
            let uses = blocks.iter().filter(|it| it.activity() == Some(id)).count();
            if uses != 1 {
                let message = format!("the {kind} `{id}` stands {uses} times in lesson.md");
                let help = format!("put it there once: ```{kind} with `{id}` on a line of its own");
                w.wrong(&toml::Spanned::new(span.clone(), ()), message, help);
            }
        }
    }
}

fn term_ids(body: Text<'_>, renderer: &mut Renderer) -> Vec<String> {
    let mut ids = vec![];
    let mut offset = 0;
    for line in body.md.split_inclusive('\n') {
        let id = line.trim();
        if !id.is_empty() {
            ids.push(id.to_owned());
            renderer.terms.push(Link {
                place: body.place(offset),
                href: id.to_owned(),
            });
        }
        offset += line.len();
    }
    ids
}

fn next(body: Text<'_>, renderer: &mut Renderer) -> Option<Block> {
    if !body.md.trim().is_empty() {
        let help = "leave it empty: the next lesson follows from course.toml";
        let error = body.place(0).says("`next` has no body", help);
        renderer.errors.push(error);
        return None;
    }
    Some(Block::Next)
}
