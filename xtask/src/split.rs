//! The app in pieces: what a first visit does not need is cut off along the functions that `src/split.rs` marks, and
//! fetched later. `web/pieces.js` loads what is written here.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};
use wasm_split_cli_support::{Options, transform};

/// What the main module imports the loaders from. It is no file: `web/pieces.js` stands in the glue.
pub const LOADERS: &str = "./pieces.js";

/// The pieces beside a main module.
#[derive(Clone, Default)]
pub struct Pieces {
    /// Each by name.
    pub later: BTreeMap<String, Vec<u8>>,
    /// The pieces that each split point needs.
    pub needs: BTreeMap<String, Vec<String>>,
    /// A name that debug builds look for, so that pieces of two builds are not put together.
    pub canary: Option<String>,
}

/// Cuts what rustc linked into the main module, for wasm-bindgen, and the pieces. `folder` is for what is written on the
/// way.
///
/// # Errors
/// The module has no relocations, or the folder cannot be used.
pub fn split(wasm: &[u8], folder: &Path, strip: bool) -> Result<(Vec<u8>, Pieces)> {
    let main = folder.join("main.wasm");
    let loaders = folder.join("pieces.js");
    let mut options = Options::new(wasm);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.link_name = LOADERS;
    let done =
        transform(options).map_err(|error| anyhow!("the module cannot be split: {error:#}"))?;
    let mut later = BTreeMap::new();
    for path in done.split_modules {
        let name = path.file_stem().context("a piece without a name")?;
        let piece = std::fs::read(&path)?;
        let piece = if strip { without_names(&piece)? } else { piece };
        later.insert(name.to_string_lossy().into_owned(), piece);
    }
    let needs = done.prefetch_map.into_iter().collect();
    let loaders = std::fs::read_to_string(loaders)?;
    let canary = loaders.split_once("__canary_").map(|(_, rest)| {
        let end = rest.find(|c: char| !c.is_ascii_hexdigit());
        format!("__canary_{}", &rest[..end.unwrap_or(rest.len())])
    });
    let pieces = Pieces {
        later,
        needs,
        canary,
    };
    Ok((std::fs::read(main)?, pieces))
}

/// A module without its custom sections, which name functions and tools: two fifths of a piece.
fn without_names(wasm: &[u8]) -> Result<Vec<u8>> {
    const HEAD: usize = 8;
    let (head, mut rest) = wasm.split_at_checked(HEAD).context("no module")?;
    let mut out = head.to_vec();
    while !rest.is_empty() {
        let (size, length) = leb(&rest[1..])?;
        let end = 1 + length + size;
        ensure!(end <= rest.len(), "a section ends behind the module");
        if rest[0] != 0 {
            out.extend(&rest[..end]);
        }
        rest = &rest[end..];
    }
    Ok(out)
}

/// An unsigned number as WebAssembly writes it, and how many bytes it takes.
fn leb(bytes: &[u8]) -> Result<(usize, usize)> {
    let mut value = 0;
    for (at, byte) in bytes.iter().take(5).enumerate() {
        value |= usize::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            return Ok((value, at + 1));
        }
    }
    Err(anyhow!("a number does not end"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn custom_sections_go_and_the_others_stay() {
        let head = [0, 97, 115, 109, 1, 0, 0, 0];
        let (types, names) = ([1, 2, 7, 7], [0, 3, 1, 97, 98]);
        // The size may be written in more bytes than it needs.
        let data = [11, 0x81, 0, 9];
        let wasm = [&head[..], &names, &types, &names, &data].concat();
        assert_eq!(
            without_names(&wasm).unwrap(),
            [&head[..], &types, &data].concat()
        );
        assert!(without_names(&[&head[..], &[1, 9, 7]].concat()).is_err());
        assert!(without_names(&[&head[..], &[1, 0x80]].concat()).is_err());
        assert!(without_names(&head[..4]).is_err());
    }
}
