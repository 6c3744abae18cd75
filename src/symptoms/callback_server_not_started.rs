//! flytectl or pyflyte cannot wait for the login on this machine.

use super::declare_symptom;

declare_symptom! {
    name: "callback-server-not-started",
    role: Root,
    patterns: [
        "Couldn't start the callback http server on host <host> due to",
        "Couldn't start the callback http server on host <host> due to listen tcp: address <> missing port in address",
        "address already in use",
        "bind: address already in use",
        "Couldn't start the callback http server on host <host> due to listen tcp <address>: bind: address already in \
            use",
        "Neither host/port nor sock were specified",
        "[Errno 98] address already in use",
        "[Errno 48] Address already in use",
    ],
}
