//! Readers and writers of office files: large, needed by few, loaded on demand.

pub mod sheets;
