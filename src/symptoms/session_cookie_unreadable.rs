//! flyteadmin cannot read a session cookie that it set before.

use super::declare_symptom;

declare_symptom! {
    name: "session-cookie-unreadable",
    role: Root,
    patterns: [
        "Error reading existing secure cookie",
        "Error reading existing secure cookie [<cookie>]. Error: securecookie: the value is not valid",
        "securecookie: the value is not valid",
        "securecookie: hash key is not set",
        "hash key is not set",
        "base64 decode failed",
        "securecookie: base64 decode failed",
        "securecookie: the value could not be decrypted",
        "securecookie: expired timestamp",
        "Error reading secure cookie",
        "Read empty token from secure cookie",
        "error decoding identify token, try /login in again",
        "Error reading existing secure cookie [<cookie>]. Error: securecookie: base64 decode failed",
        "Error reading existing secure cookie [<cookie>]. Error: securecookie: hash key is not set",
        "Error reading existing secure cookie [<cookie>]. Error: securecookie: the value could not be decrypted",
        "Error reading existing secure cookie [<cookie>]. Error: securecookie: expired timestamp",
        "failed to unmasharl user info cookie",
    ],
}
