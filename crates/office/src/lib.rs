//! Writers for Word, spreadsheets and ZIP: large, needed by few, loaded on demand. None is written yet.
