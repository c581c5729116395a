//! A ZIP that is read where it is needed: [`Opening`] asks for the parts it wants to see, and says where each member
//! lies; [`Inflating`] unpacks one that another program has packed.

use std::cell::Cell;
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;

use flate2::{Decompress, FlushDecompress, Status};
use quality_award_core::import::bundle::{Packed, Step};
use zip::{CompressionMethod, ZipArchive};

/// What is asked for at least, in bytes.
const LEAST: u64 = 4 * 1024;
/// The end of a ZIP: its list of members is there, behind it at most a note.
const TAIL: u64 = 128 * 1024;
/// Most parts that are asked for: a ZIP that wants more is none of ours.
const MOST_PARTS: usize = 20_000;

/// A ZIP that is being opened.
pub struct Opening {
    size: u64,
    parts: Rc<Vec<(u64, Vec<u8>)>>,
}

/// A file of which only some parts are there.
struct Sparse {
    size: u64,
    position: u64,
    parts: Rc<Vec<(u64, Vec<u8>)>>,
    /// Where something was wanted that is not there.
    missing: Rc<Cell<Option<u64>>>,
}

impl Opening {
    /// A ZIP of so many bytes.
    pub fn new(size: u64) -> Opening {
        Opening {
            size,
            parts: Rc::default(),
        }
    }

    /// Takes a part that was asked for.
    pub fn give(&mut self, from: u64, bytes: Vec<u8>) {
        Rc::make_mut(&mut self.parts).push((from, bytes));
    }

    /// What is needed next, or what came out.
    pub fn step(&self) -> Step {
        if self.parts.is_empty() {
            let from = self.size.saturating_sub(TAIL);
            return Step::Read(from, self.size - from);
        }
        let missing = Rc::new(Cell::new(None));
        let sparse = Sparse {
            size: self.size,
            position: 0,
            parts: self.parts.clone(),
            missing: missing.clone(),
        };
        let members = ZipArchive::new(sparse)
            .map_err(|_| "文件已损坏，或者不是 ZIP".to_owned())
            .and_then(|mut zip| members(&mut zip, self.count()));
        match (missing.get(), members) {
            (Some(_), _) if self.parts.len() >= MOST_PARTS => {
                Step::Refused("里面的文件太多".to_owned())
            }
            (Some(at), _) => Step::Read(at, LEAST.min(self.size - at)),
            (None, Ok(members)) => Step::Members(members),
            (None, Err(why)) => Step::Refused(why),
        }
    }

    /// How many members the end of the file says there are; `None` where it does not.
    fn count(&self) -> Option<usize> {
        let (_, tail) = self.parts.first()?;
        let at = tail
            .windows(4)
            .rposition(|window| window == b"PK\x05\x06")?;
        let count = tail.get(at + 10..at + 12)?;
        let count = u16::from_le_bytes([*count.first()?, *count.get(1)?]);
        // With so many it stands elsewhere.
        (count != u16::MAX).then_some(usize::from(count))
    }
}

fn members(zip: &mut ZipArchive<Sparse>, count: Option<usize>) -> Result<Vec<Packed>, String> {
    if count.is_some_and(|count| count != zip.len()) {
        return Err("里面有重名的文件".to_owned());
    }
    let broken = || "文件已损坏，有的部分读不出来".to_owned();
    let mut members = Vec::new();
    for at in 0..zip.len() {
        let member = zip.by_index_raw(at).map_err(|_| broken())?;
        if member.is_dir() {
            continue;
        }
        let path = member.name().map_err(|_| broken())?.into_owned();
        if member.encrypted() {
            return Err("它带有密码，请先解压后重新打包".to_owned());
        }
        let deflated = match member.compression() {
            CompressionMethod::Stored => false,
            CompressionMethod::Deflated => true,
            _ => return Err("压缩方法无法识别，请用系统自带的“压缩”重新打包".to_owned()),
        };
        members.push(Packed {
            path,
            size: member.size(),
            from: member.data_start().ok_or_else(broken)?,
            length: member.compressed_size(),
            deflated,
        });
    }
    Ok(members)
}

impl Read for Sparse {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.position >= self.size || into.is_empty() {
            return Ok(0);
        }
        // The newest first: what was just given is what is wanted.
        for (from, bytes) in self.parts.iter().rev() {
            let Some(at) = self.position.checked_sub(*from) else {
                continue;
            };
            let rest = usize::try_from(at).ok().and_then(|at| bytes.get(at..));
            if let Some(rest) = rest.filter(|rest| !rest.is_empty()) {
                let length = rest.len().min(into.len());
                into[..length].copy_from_slice(&rest[..length]);
                self.position += length as u64;
                return Ok(length);
            }
        }
        self.missing.set(Some(self.position));
        Err(io::Error::other("not there yet"))
    }
}

impl Seek for Sparse {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let position = match to {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::End(back) => self.size.checked_add_signed(back),
            SeekFrom::Current(by) => self.position.checked_add_signed(by),
        };
        self.position = position.ok_or_else(|| io::Error::other("before the beginning"))?;
        Ok(self.position)
    }
}

/// A member that is being unpacked.
pub struct Inflating {
    inflate: Decompress,
    /// Bytes that may still come out.
    left: u64,
    ended: bool,
}

impl Inflating {
    /// A member that says it is so large.
    pub fn new(size: u64) -> Inflating {
        Inflating {
            inflate: Decompress::new(false),
            left: size,
            ended: false,
        }
    }

    /// What comes out of the next packed bytes.
    ///
    /// # Errors
    /// Where it is broken, or larger than it says.
    pub fn feed(&mut self, packed: &[u8]) -> Result<Vec<u8>, String> {
        const ROOM: usize = 256 * 1024;
        let mut out = Vec::new();
        let mut rest = packed;
        loop {
            let before = self.inflate.total_in();
            let mut more = Vec::with_capacity(ROOM);
            let status = self
                .inflate
                .decompress_vec(rest, &mut more, FlushDecompress::None)
                .map_err(|_| "已损坏".to_owned())?;
            self.left = (self.left)
                .checked_sub(more.len() as u64)
                .ok_or("展开后比写明的大，可能被改动过")?;
            let full = more.len() == more.capacity();
            out.append(&mut more);
            let used = usize::try_from(self.inflate.total_in() - before).unwrap_or(usize::MAX);
            rest = rest.get(used..).unwrap_or_default();
            self.ended |= status == Status::StreamEnd;
            if self.ended || (rest.is_empty() && !full) {
                return Ok(out);
            }
        }
    }

    /// Whether all of it came out.
    pub fn is_whole(&self) -> bool {
        self.ended && self.left == 0
    }
}
