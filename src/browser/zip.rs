//! ZIP files, written and opened piece by piece: what is in them stays with the browser.

use quality_award_core::dossier::hex;
use quality_award_core::import::bundle::{Member, Packed, Step};
use sha2::{Digest, Sha256};
use web_sys::Blob;

use super::{attached, files, office};

/// Bytes that are unpacked at a time.
const PIECE: f64 = 256.0 * 1024.0;
/// Bytes from which what was unpacked is handed to the browser.
const ENOUGH: usize = 1024 * 1024;

/// A ZIP in the making, and the list of what is in it.
pub struct Packing {
    zip: office::ZipWriter,
    members: Vec<Member>,
}

impl Packing {
    /// An empty one.
    ///
    /// # Errors
    /// A sentence for the person.
    pub async fn new() -> Result<Packing, String> {
        Ok(Packing {
            zip: office::write_zip().await?,
            members: Vec::new(),
        })
    }

    /// Adds a file. `on` hears of each piece how many bytes it has, and may put an end to it with a sentence.
    ///
    /// # Errors
    /// A sentence for the person.
    pub async fn add(
        &mut self,
        path: &str,
        file: &Blob,
        mut on: impl FnMut(f64) -> Result<(), String>,
    ) -> Result<(), String> {
        let failed = |why| office::not_written(&why);
        self.zip.begin(path).map_err(failed)?;
        let zip = &self.zip;
        let look = |bytes: &[u8], piece: &Blob| {
            on(piece.size())?;
            zip.add(bytes, piece).map_err(failed)
        };
        let sha256 = attached::pieces(file, look).await?;
        self.members.push(Member {
            path: path.to_owned(),
            size: file.size() as u64,
            sha256,
        });
        Ok(())
    }

    /// Adds a file of these bytes.
    ///
    /// # Errors
    /// A sentence for the person.
    pub async fn add_bytes(&mut self, path: &str, bytes: &[u8]) -> Result<(), String> {
        let file = files::blob("", bytes).map_err(|why| office::not_written(&why))?;
        self.add(path, &file, |_| Ok(())).await
    }

    /// What is in it so far.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// The file.
    ///
    /// # Errors
    /// A sentence for the person.
    pub fn finish(self) -> Result<Blob, String> {
        self.zip.finish().map_err(|why| office::not_written(&why))
    }
}

/// The members of a ZIP.
///
/// # Errors
/// A sentence for the person, without a full stop.
pub async fn members(file: &Blob) -> Result<Vec<Packed>, String> {
    let reader = office::read_zip(file.size()).await?;
    loop {
        match reader.next()? {
            Step::Read(from, length) => {
                let part = attached::part(file, from as f64, (from + length) as f64)?;
                let bytes = attached::whole(&part).await?;
                let given = reader.give(from as f64, bytes);
                given.map_err(|why| office::not_read(&why))?;
            }
            Step::Members(members) => return Ok(members),
            Step::Refused(why) => return Err(why),
        }
    }
}

/// A member of a ZIP and its SHA-256. What is stored as it is, is not copied.
///
/// # Errors
/// A sentence for the person, without a full stop.
pub async fn member(file: &Blob, packed: &Packed) -> Result<(Blob, String), String> {
    let end = (packed.from + packed.length) as f64;
    let stored = attached::part(file, packed.from as f64, end)?;
    if !packed.deflated {
        let digest = attached::digest(&stored).await?;
        return Ok((stored, digest));
    }
    let broken = |why: &str| format!("里面的“{}”{why}", packed.path);
    let unpacker = office::unpack(packed.size as f64).await?;
    let mut sum = Sha256::new();
    let mut parts: Vec<Blob> = Vec::new();
    let mut held: Vec<u8> = Vec::new();
    let mut at = 0.0;
    while at < stored.size() {
        let to = stored.size().min(at + PIECE);
        let bytes = attached::whole(&attached::part(&stored, at, to)?).await?;
        let fed = unpacker.feed(&bytes);
        let out = fed.map_err(|why| broken(&office::not_read(&why)))?;
        sum.update(&out);
        held.extend(out);
        if held.len() >= ENOUGH {
            parts.push(files::blob("", &held).map_err(|why| office::not_read(&why))?);
            held.clear();
        }
        at = to;
    }
    if !unpacker.is_whole() {
        return Err(broken("不完整"));
    }
    parts.push(files::blob("", &held).map_err(|why| office::not_read(&why))?);
    let whole = files::joined(&parts).map_err(|why| office::not_read(&why))?;
    Ok((whole, hex(&sum.finalize())))
}
