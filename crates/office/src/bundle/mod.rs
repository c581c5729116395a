//! ZIP files of any size: written and read piece by piece, so that what is in them is never in memory as a whole. What a
//! ZIP of ours holds is in the core's `import::bundle`.

mod packing;
mod unpacking;
mod whole;

pub use packing::{Packing, Span};
pub use unpacking::{Inflating, Opening};
pub use whole::{Whole, open};

#[cfg(test)]
mod tests;
