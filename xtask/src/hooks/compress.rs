//! Compressed copies beside every text and WebAssembly file, so that the server never compresses while somebody waits.

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

const KINDS: [&str; 9] = [
    "css", "html", "js", "json", "mjs", "svg", "txt", "wasm", "xml",
];
/// Below this many bytes a copy saves nothing worth a file.
const LEAST: usize = 256;

/// Puts `<name>.br` and `<name>.gz` beside each file of a folder and its folders.
pub fn folder(folder: &Path) -> Result<()> {
    let files = files(folder)?;
    let next = AtomicUsize::new(0);
    let workers = thread::available_parallelism().map_or(2, usize::from);
    thread::scope(|scope| {
        let work = || {
            while let Some(path) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                one(path).with_context(|| format!("cannot compress {}", path.display()))?;
            }
            anyhow::Ok(())
        };
        let running: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        running.into_iter().try_for_each(|it| {
            it.join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })
    })
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.with_context(|| format!("cannot read {}", folder.display()))?;
        let kind = entry
            .path()
            .extension()
            .and_then(|it| it.to_str())
            .unwrap_or_default();
        if entry.file_type().is_file() && KINDS.contains(&kind) {
            files.push(entry.into_path());
        }
    }
    Ok(files)
}

fn one(path: &Path) -> Result<()> {
    let bytes = fs::read(path)?;
    if bytes.len() < LEAST {
        return Ok(());
    }
    for (suffix, copy) in [("br", brotli(&bytes)?), ("gz", gzip(&bytes)?)] {
        if copy.len() < bytes.len() {
            let mut name = path.as_os_str().to_owned();
            name.push(format!(".{suffix}"));
            fs::write(PathBuf::from(name), copy)?;
        }
    }
    Ok(())
}

/// The bytes as brotli, at the highest quality.
pub fn brotli(mut bytes: &[u8]) -> Result<Vec<u8>> {
    let parameters = BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut copy = Vec::new();
    brotli::BrotliCompress(&mut bytes, &mut copy, &parameters)?;
    Ok(copy)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn text_gets_two_copies_that_unpack_to_itself_and_small_files_none() {
        let home = tempfile::tempdir().expect("a temporary folder");
        let text = "the same words again and again\n".repeat(50);
        fs::create_dir(home.path().join("learn")).expect("made");
        fs::write(home.path().join("learn/index.html"), &text).expect("written");
        fs::write(home.path().join("small.css"), "a{}").expect("written");
        fs::write(home.path().join("photo.webp"), &text).expect("written");
        folder(home.path()).expect("compressed");

        let packed = fs::read(home.path().join("learn/index.html.br")).expect("a brotli copy");
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut packed.as_slice(), &mut unpacked).expect("whole");
        assert_eq!(unpacked, text.as_bytes());
        let packed = fs::File::open(home.path().join("learn/index.html.gz")).expect("a gzip copy");
        let mut unpacked = String::new();
        flate2::read::GzDecoder::new(packed)
            .read_to_string(&mut unpacked)
            .expect("whole");
        assert_eq!(unpacked, text);
        for none in ["small.css.br", "photo.webp.br", "photo.webp.gz"] {
            assert!(!home.path().join(none).exists(), "{none}");
        }
    }
}
