//! GitHub refuses the token in `$GITHUB_TOKEN`.

use super::declare_symptom;

declare_symptom! {
    name: "github-bad-credentials",
    role: Harmless,
    needs_auth: false,
    patterns: [
        "401 Bad credentials",
        "api.github.com/repos/flyteorg/flyte/releases",
        "https://api.github.com/repos/flyteorg/flyte/releases: 401 Bad credentials",
    ],
}
