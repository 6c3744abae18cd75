//! The identity provider refuses the login: the redirect URI is not registered.

use super::declare_symptom;

declare_symptom! {
    name: "redirect-uri-not-registered",
    role: Root,
    patterns: [
        "redirect_uri_mismatch",
        "AADSTS50011",
        "parameter must be a Login redirect URI",
        "Invalid parameter: redirect_uri",
        "Callback URL mismatch",
        "redirect_uri did not match any of the client's registered redirect_uris",
        "Unregistered redirect_uri",
        "invalid_redirect_uri",
        "The redirect URI included is not valid",
        "Redirect URI Error",
    ],
}
