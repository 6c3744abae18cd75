//! The authorization server has no device flow.

use super::declare_symptom;

declare_symptom! {
    name: "device-flow-not-offered",
    role: Root,
    patterns: [
        "Device Authentication is not available on the Flyte backend",
        "endpoint missing DeviceAuthURL",
    ],
}
