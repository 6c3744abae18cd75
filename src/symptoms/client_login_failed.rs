//! A Go client (flytectl, flytepropeller, flytescheduler) cannot log in.

use super::declare_symptom;

declare_symptom! {
    name: "client-login-failed",
    role: Consequence,
    patterns: [
        "authentication error! Original Error:",
        "failed to initialize token source provider. Err:",
        "failed to initialized token source provider. Err:",
        "failed to fetch auth metadata. Error:",
        "failed to fetch client metadata. Error:",
        "Failed to load token related config. Error:",
        "failed to get token source. Error:",
        "failed to issue token. Error:",
        "failed to get new token:",
        "failed to materialize credentials",
        "failed to initialized Auth Metadata Client",
        "Error fetching token using auth flow due to",
        "failed to initialized admin connection",
        "failed to initialized Admin connection",
        "Failed to initialized client. Error:",
        "can't create authenticated channel without a TokenSourceProvider",
        "Failed to purge cache",
        "error while exchanging auth code due to",
        "Error getpublicclient config",
        "failed to initialize token source provider. Err: failed to fetch auth metadata. Error:",
        "failed to create execution create request",
    ],
}
