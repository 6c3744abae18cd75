//! Any bytes as a values file: `cargo +nightly fuzz run yaml_read`.
#![no_main]

use flyte_auth::internals::yaml::{Folded, HelmVersion, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &[u8]| {
    for helm in [HelmVersion::V3, HelmVersion::V4] {
        match read(text, helm) {
            Ok(stream) => {
                for document in &stream.documents {
                    document.fold(|id, _: Folded<'_, ()>| {
                        let span = document.node(id).span();
                        assert_eq!(document.raw(id).as_bytes(), &text[span.range()]);
                    });
                }
                for dropped in &stream.dropped {
                    assert!(text.get(dropped.span.range()).is_some());
                }
            }
            Err(error) => {
                assert!(error.position().line >= 1);
                assert!(!error.to_string().is_empty());
            }
        }
    }
});
