//! How a dossier is kept: what a save writes, when it writes, what is believed on opening.
