//! The identity provider answers the login request with an error page.

use super::declare_symptom;

declare_symptom! {
    name: "authorization-request-refused",
    role: Clue,
    patterns: [
        "400 GET <endpoint>client_id=<client id>&redirect_uri=<redirect uri>&",
        "400 GET <endpoint>client_id=<client id>&",
        "401 GET <endpoint>client_id=<client id>&redirect_uri=",
        "403 GET <endpoint>client_id=<client id>&redirect_uri=",
        "404 GET <endpoint>client_id=<client id>&redirect_uri=",
    ],
}
