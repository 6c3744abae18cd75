//! The configuration that Flyte's processes read: keys, types, defaults, decoding, and what they do with it at run time.
