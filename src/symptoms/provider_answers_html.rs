//! A web page, or something else that is not JSON, is served instead of the provider's discovery document.

use super::declare_symptom;

declare_symptom! {
    name: "provider-answers-html",
    role: Root,
    patterns: [
        "expected Content-Type = application/json, got",
        "got Content-Type = application/json, but could not unmarshal as JSON",
        "failed to decode provider discovery object",
    ],
}
