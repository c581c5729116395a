//! A ZIP in the making. Members are stored as they are: photographs and PDFs do not get smaller, and a member that is
//! stored can be read without unpacking it.

use std::cell::Cell;
use std::io::{self, Seek, SeekFrom, Write};
use std::rc::Rc;

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// A part of the finished file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span<P> {
    /// Bytes of the ZIP itself.
    Bytes(Vec<u8>),
    /// A piece of a member, with its length in bytes.
    Piece(P, u64),
}

/// A ZIP in the making, of pieces that stay where they are: `P` stands for one.
pub struct Packing<P> {
    zip: ZipWriter<Sink<P>>,
    /// Stands for the bytes that are written next; the sink takes it.
    next: Rc<Cell<Option<P>>>,
}

struct Sink<P> {
    spans: Vec<Span<P>>,
    position: u64,
    end: u64,
    next: Rc<Cell<Option<P>>>,
}

impl<P> Default for Packing<P> {
    fn default() -> Self {
        let next = Rc::new(Cell::new(None));
        let sink = Sink {
            spans: Vec::new(),
            position: 0,
            end: 0,
            next: next.clone(),
        };
        Packing {
            zip: ZipWriter::new(sink),
            next,
        }
    }
}

impl<P> Packing<P> {
    /// Begins a member.
    ///
    /// # Errors
    /// Where a name is there twice, or the last member is too large.
    pub fn begin(&mut self, name: &str) -> Result<(), ZipError> {
        // No clock: the same members are the same file.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(DateTime::default());
        self.zip.start_file(name, options)
    }

    /// Adds to the member that was begun last. `bytes` are only looked at; `piece` stands for them in the file.
    ///
    /// # Errors
    /// Where the member is too large.
    pub fn add(&mut self, bytes: &[u8], piece: P) -> Result<(), ZipError> {
        if bytes.is_empty() {
            return Ok(());
        }
        self.next.set(Some(piece));
        Ok(self.zip.write_all(bytes)?)
    }

    /// The finished file, part by part.
    ///
    /// # Errors
    /// Where the last member is too large.
    pub fn finish(self) -> Result<Vec<Span<P>>, ZipError> {
        Ok(self.zip.finish()?.spans)
    }
}

impl<P> Write for Sink<P> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = bytes.len() as u64;
        if self.position < self.end {
            self.overwrite(bytes)?;
        } else {
            match (self.next.take(), self.spans.last_mut()) {
                (Some(piece), _) => self.spans.push(Span::Piece(piece, length)),
                (None, Some(Span::Bytes(last))) => last.extend_from_slice(bytes),
                (None, _) => self.spans.push(Span::Bytes(bytes.to_vec())),
            }
            self.end += length;
        }
        self.position += length;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<P> Sink<P> {
    /// Writes over a head of a member, which is in one piece.
    fn overwrite(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut begin = 0;
        for span in &mut self.spans {
            let length = match span {
                Span::Bytes(own) => own.len() as u64,
                Span::Piece(_, length) => *length,
            };
            if self.position < begin + length {
                let Span::Bytes(own) = span else {
                    break;
                };
                let at = usize::try_from(self.position - begin).unwrap_or(usize::MAX);
                let to = at.saturating_add(bytes.len());
                if let Some(place) = own.get_mut(at..to) {
                    place.copy_from_slice(bytes);
                    return Ok(());
                }
                break;
            }
            begin += length;
        }
        Err(io::Error::other("only heads are written twice"))
    }
}

impl<P> Seek for Sink<P> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let position = match to {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::End(back) => self.end.checked_add_signed(back),
            SeekFrom::Current(by) => self.position.checked_add_signed(by),
        };
        match position.filter(|position| *position <= self.end) {
            Some(position) => self.position = position,
            None => return Err(io::Error::other("nothing is written there")),
        }
        Ok(self.position)
    }
}
