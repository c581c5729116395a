//! What leaves the tool: one neutral document, and its writers.
