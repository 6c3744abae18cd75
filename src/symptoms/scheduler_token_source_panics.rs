//! flytescheduler's check panics after days of running.

use super::declare_symptom;

declare_symptom! {
    name: "scheduler-token-source-panics",
    role: Root,
    patterns: [
        "slice bounds out of range [1:0]",
    ],
}
