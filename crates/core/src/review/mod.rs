//! The examiner's-eye checks: each declares what it reads and returns findings.

pub mod text;
pub mod texts;
