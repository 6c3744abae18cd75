//! What each chart's templates make of values.
