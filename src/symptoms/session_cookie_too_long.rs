//! flyteadmin cannot store the session: the ID token is too large for a cookie.

use super::declare_symptom;

declare_symptom! {
    name: "session-cookie-too-long",
    role: Root,
    patterns: [
        "Error setting encrypted JWT cookie [SECURE_COOKIE_ERROR] Error creating secure cookie, caused by: \
            securecookie: the value is too long",
        "securecookie: the value is too long",
    ],
}
