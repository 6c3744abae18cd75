//! A public URL that another tool fills in.

use super::of_values;
use crate::common::example_values;

/// Values with this public URL.
fn filled_in_later(url: &str) -> String {
    let values = example_values("flyte-core-okta-external");
    values.replace("https://flyte.example.org", url)
}

#[test]
fn shows_a_placeholder_as_the_public_url() {
    let values = filled_in_later("https://${DOMAIN}");
    let lines = |subcommand: &str, arguments: &[&str]| {
        let page = of_values(subcommand, &values, arguments);
        let page = page.lines().filter(|line| line.contains("DOMAIN"));
        page.collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(lines("guide", &[]), @"
    Flyte at https://${DOMAIN}, login with Okta (external authorization server)
      `https://${DOMAIN}` is a placeholder: replace it here and below.
         $ dig +short '${DOMAIN}'
         $ curl --silent --show-error --fail 'https://${DOMAIN}/healthcheck'
           Sign-in redirect URIs              https://${DOMAIN}/callback
           Sign-out redirect URIs (optional)  https://${DOMAIN}/callback
           Audience  https://${DOMAIN}
    ");
    insta::assert_snapshot!(lines("next", &[]), @"
    Flyte at https://${DOMAIN}, login with Okta (external authorization server)
      `https://${DOMAIN}` is a placeholder: give Helm the resolved values, and replace it below.
         $ flyte-auth check 'https://${DOMAIN}'
         Open https://${DOMAIN}/console and log in with Okta.
    ");
    // Other placeholders; only the first URI is the public URL.
    for (url, shown) in [
        ("${FLYTE_URL}", "${FLYTE_URL}/callback"),
        ("<path:kv/data/flyte#url>", "<path:kv/data/flyte#url>/callback"),
        ("ENC[AES256_GCM,data:eA==,type:str]", "<public-url>/callback"),
        ("ref+vault://flyte#/url", "<public-url>/callback"),
    ] {
        let page = of_values("guide", &filled_in_later(&format!("'{url}'")), &[]);
        assert!(page.contains(shown), "{page}");
    }
    let page = of_values(
        "guide",
        "configmap: {adminServer: {server: {security: {useAuth: true}}, auth: {authorizedUris: [https://flyte.example.org, 'https://${OTHER}']}}}",
        &[],
    );
    assert!(page.contains("https://flyte.example.org/callback"), "{page}");
    // Markdown output escapes it.
    let page = of_values("guide", &filled_in_later("ENC[x]"), &["--format", "markdown"]);
    let title = "# Flyte at \\<public-url>, login with Okta";
    assert!(page.contains(title), "{page}");
}

#[test]
fn client_and_emit_reject_a_placeholder_as_the_public_url() {
    let values = filled_in_later("https://${DOMAIN}");
    insta::assert_snapshot!(of_values("client", &values, &[]), @"
    exit 2
    --- stderr
    error: the public URL `https://${DOMAIN}` is a placeholder
    help: resolve the placeholder first, or set `authorizedUris` with `--set`
    ");
    insta::assert_snapshot!(of_values("guide", &values, &["--emit", "terraform"]), @"
    exit 2
    --- stderr
    error: cannot generate code for the public URL: the public URL `https://${DOMAIN}` is a placeholder
    help: resolve the placeholder first, or set `authorizedUris` with `--set`
    ");
    let github = of_values("client", &values, &["--format", "github"]);
    assert_eq!(github, of_values("client", &values, &[]));
    // The flag in the help works.
    let set = "configmap.adminServer.auth.authorizedUris[0]=https://flyte.example.org";
    insta::assert_snapshot!(of_values("client", &values, &["--set", set]), @"
    exit 0
    --- stdout
    # Browser login (PKCE); Okta issues the token.
    # Client ID and scopes come from flyteadmin.
    # On a machine without a browser: `ssh -L 53593:localhost:53593 HOST` from
    # a machine with one, and open the printed URL there.
    admin:
      endpoint: dns:///flyte.example.org
      authType: Pkce
      insecure: false
    ");
}
