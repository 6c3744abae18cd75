//! A Flyte process does not start: its configuration does not decode.

use super::declare_symptom;

declare_symptom! {
    name: "config-does-not-decode-at-start",
    role: Clue,
    needs_auth: false,
    patterns: [
        "decoding failed due to the following error(s)",
        "error(s) decoding:",
        "failed strict mode check",
        "invalid duration",
        "port must be a valid number between",
    ],
}
