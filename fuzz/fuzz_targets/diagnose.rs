//! Any bytes as a log: `cargo +nightly fuzz run diagnose`.
#![no_main]

use flyte_auth::internals::diagnose::{diagnose, human, json, markdown};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|log: &[u8]| {
    let diagnosis = diagnose(log, None).expect("memory is read without errors");
    assert_eq!(diagnosis.bytes, log.len());
    for failure in &diagnosis.failures {
        assert!(failure.observed.first.line <= failure.observed.last.line);
        assert!(failure.observed.last.line <= diagnosis.lines);
    }
    for text in [human(&diagnosis, "log", 80), json(&diagnosis, "log"), markdown(&diagnosis)] {
        assert!(!text.is_empty());
    }
});
