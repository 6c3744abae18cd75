//! The command that prints a token fails or is missing.

use super::declare_symptom;

declare_symptom! {
    name: "token-command-failed",
    role: Root,
    patterns: [
        "proxy authorization error! Original Error:",
        "failed to initialized proxy authorization token source provider",
        "proxy credentials future is not initialized",
        "Failed to generate token from command",
        "Failed to refresh token with command",
        "Command cannot be empty for command authenticator",
        "externalprocess.Execute",
    ],
}
