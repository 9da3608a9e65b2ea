//! Writes every page as HTML into a built site: `prerender --site DIST --content JSON --web ASSETS`.

use std::{collections::HashMap, fs, path::PathBuf};

use anyhow::{Context, Result, bail};
use app::prerender::{Assets, Page, pages, render};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let arguments = arguments(std::env::args().skip(1))?;
    let folder = |name: &str| {
        arguments
            .get(name)
            .cloned()
            .with_context(|| format!("--{name} FOLDER is missing"))
    };
    let (site, content, web) = (folder("site")?, folder("content")?, folder("web")?);
    let template = read(&site.join("index.html"))?;
    let manifest = read(&web.join("manifest.json"))?;
    let boot = read(&web.join("boot.js"))?;
    let assets = Assets::new(&template, &manifest, boot)?;
    let texts = |path: &str| read(&content.join(path.trim_start_matches("/content/")));
    let pages = pages(
        &texts("/content/course.json")?,
        &texts("/content/challenges.json")?,
    )?;
    for Page { route, file, head } in &pages {
        let seeds = route
            .content()
            .into_iter()
            .map(|path| Ok((path.clone(), texts(&path)?)))
            .collect::<Result<Vec<_>>>()?;
        let html = assets.page(route, head, &render(route, seeds).await);
        let target = site.join(file);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&target, html).with_context(|| format!("cannot write {}", target.display()))?;
    }
    println!("prerendered {} pages", pages.len());
    Ok(())
}

fn read(path: &std::path::Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

fn arguments(mut words: impl Iterator<Item = String>) -> Result<HashMap<String, PathBuf>> {
    let mut found = HashMap::new();
    while let Some(word) = words.next() {
        let (Some(name), Some(value)) = (word.strip_prefix("--"), words.next()) else {
            bail!("expected --NAME FOLDER, found “{word}”");
        };
        found.insert(name.to_owned(), value.into());
    }
    Ok(found)
}
