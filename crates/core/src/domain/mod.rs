//! The rules of the award, explained without the word "browser".
