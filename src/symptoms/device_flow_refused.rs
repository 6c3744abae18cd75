//! The authorization server refuses the device flow.

use super::declare_symptom;

declare_symptom! {
    name: "device-flow-refused",
    role: Root,
    patterns: [
        "device authorization request failed due to",
        "oauth error :",
        "Unable to retrieve Device Authentication Code for <request>, LossReason <reason>",
        "Unable to retrieve Device Authentication Code for",
        "oauth2: cannot auth device",
        "KeyError: 'interval'",
    ],
}
