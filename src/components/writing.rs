//! Whether this window may write: every field asks, so that what cannot be kept cannot be typed.

use yew::prelude::*;

/// What the app tells every field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MayWrite(pub bool);

/// Whether the fields of this window take anything.
#[hook]
pub fn use_may_write() -> bool {
    use_context::<MayWrite>().is_none_or(|may| may.0)
}
