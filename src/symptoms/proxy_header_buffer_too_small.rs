//! nginx answers `/callback` with status 502: flyteadmin's cookies do not fit into its buffer.

use super::declare_symptom;

declare_symptom! {
    name: "proxy-header-buffer-too-small",
    role: Root,
    patterns: [
        "upstream sent too big header while reading response header from upstream",
        "502 Bad Gateway nginx GET https://<>/callback?code=",
    ],
}
