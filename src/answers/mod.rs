//! Answers: what the questions produce, an answers file holds and flags override.
