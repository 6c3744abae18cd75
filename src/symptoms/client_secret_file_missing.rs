//! A client does not find the file with its client secret.

use super::declare_symptom;

declare_symptom! {
    name: "client-secret-file-missing",
    role: Root,
    patterns: [
        "Error reading secret from location",
        "open /etc/secrets/client_secret: no such file or directory",
        "open <file>client_secret: no such file or directory",
        "open /etc/secrets/<file>: no such file or directory",
        "FileNotFoundError: [Errno 2] No such file or directory: '<file>secret",
        "failed to initialize token source provider. Err: open <file>: no such file or directory",
        "failed to initialized token source provider. Err: open <file>: no such file or directory",
    ],
}
