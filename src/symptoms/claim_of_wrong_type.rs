//! flyteadmin panics on a token: a claim has an unexpected type.

use super::declare_symptom;

declare_symptom! {
    name: "claim-of-wrong-type",
    role: Root,
    patterns: [
        "interface conversion: interface {} is nil, not string",
        "interface conversion: interface {} is <type>, not string",
        "interface conversion: interface {} is <type>, not map[string]interface {}",
        "failed to unmarshal user info claim into UserInfo type",
    ],
}
