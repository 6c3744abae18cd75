//! Identity providers: what each one issues and what it needs.
