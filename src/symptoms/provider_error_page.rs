//! A client got a web page instead of an answer, most likely an error page of the identity provider.

use super::declare_symptom;

declare_symptom! {
    name: "provider-error-page",
    role: Generic,
    patterns: [
        "<style><title>oops! something went wrong",
        "oops! something went wrong",
        "<!DOCTYPE html>",
        "@import url(https://fonts.googleapis.com/css",
        "<html",
        "We are sorry...</",
        "Sorry, we're having trouble getting your pages back",
    ],
}
