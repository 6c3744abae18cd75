//! flyteadmin answers `/login` with 403: the page that asked for the login is not in `authorizedUris`.

use super::declare_symptom;

declare_symptom! {
    name: "login-page-origin-not-authorized",
    role: Root,
    patterns: [
        "unauthorized redirect URI",
        "not authorizing redirect url",
    ],
}
