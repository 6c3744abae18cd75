//! The browser blocks the console's calls: the API has another origin.

use super::declare_symptom;

declare_symptom! {
    name: "cors-blocked",
    role: Root,
    needs_auth: false,
    patterns: [
        "blocked by CORS policy",
        "No 'Access-Control-Allow-Origin' header",
    ],
}
