//! The Go client panics.

use super::declare_symptom;

declare_symptom! {
    name: "client-panicked",
    role: Consequence,
    needs_auth: false,
    patterns: [
        "flyte/flytectl/cmd.ExecuteCmd()",
        "flyteorg/flyte/flytectl/cmd.ExecuteCmd",
    ],
}
