//! Answers and values that have no guide.

use super::of_values;
use crate::common::{flyte_auth, outcome, project};

#[test]
fn rejects_invalid_arguments() {
    let run = |arguments: &[&str]| outcome(flyte_auth(&project().join("examples/values")).args(arguments));
    insta::assert_snapshot!(run(&["guide", "--answers", "flyte-core-okta-external.yaml"]), @"
    exit 2
    --- stderr
    error: `flyte-core-okta-external.yaml` is a values file, not an answers file
    help: pass it with `-f` to `guide`, `next`, `client` and `secrets`, or with `--into` or `--from` to `init`
    ");
    let known = ["--auth-server", "external", "--idp", "keycloak", "--url", "https://flyte.example.org"];
    for command in ["next", "secrets"] {
        insta::allow_duplicates! {
            insta::assert_snapshot!(run(&[&[command], &known[..]].concat()), @"
            exit 2
            --- stderr
            error: no chart given: add `--chart flyte-binary` or `--chart flyte-core`
            ");
        }
    }
    insta::assert_snapshot!(run(&["guide"]), @"
    exit 2
    --- stderr
    error: no deployment given
    help: pass `-f values.yaml`, `--answers FILE` or answer flags; `--help` lists them
    ");
    insta::assert_snapshot!(run(&["guide", "--idp", "google", "--auth-server", "external", "--url", "https://flyte.example.org/"]), @"
    exit 2
    --- stderr
    error: `https://flyte.example.org/` ends in a slash
    --> --url
     = help: Flyte compares this URL literally: use `https://flyte.example.org`

    error: Google cannot be the authorization server: it issues no tokens for your own API (no client credentials, no scope `all`, no audience)
    --> --auth-server
     = help: use `authServer: internal`; users still log in with Google

    error: 2 problems found
    ");
    insta::assert_snapshot!(run(&["next", "-f", "flyte-core-okta-external.yaml", "--url", "https://x.example.org"]), @"
    exit 2
    --- stderr
    error: `--url` cannot be combined with values files
    help: omit it, or pass answers instead of values
    ");
    insta::assert_snapshot!(run(&["next", "-f", "flyte-core-okta-external.yaml", "--flyte-version", "x"]), @r#"
    exit 2
    --- stderr
    error: `x` is not a version of Flyte
    --> --flyte-version
     = help: write it as `1.16.8`; `helm list` shows it as the chart's version

    error: 1 problem found
    "#);
}

#[test]
fn rejects_values_without_a_login() {
    let output = [
        // Authentication is disabled.
        "configuration: {auth: {enabled: false, authorizedUris: [https://flyte.example.org]}}",
        // Only the chart's sample URIs.
        "configmap: {adminServer: {server: {security: {useAuth: true}}}}",
        // Not a URL, whatever replaces the placeholder.
        "configmap: {adminServer: {server: {security: {useAuth: true}}, auth: {authorizedUris: [[]]}}}",
        "configmap: {adminServer: {server: {security: {useAuth: true}}, auth: {authorizedUris: ['https://${host}/console']}}}",
        // No flyteadmin and no flytepropeller.
        "{flyteadmin: {enabled: false}, flytepropeller: {enabled: false}}",
        // Not values.
        "{apiVersion: argoproj.io/v1alpha1, kind: Application, spec: {source: {helm: {}}}}",
    ]
    .map(|values| of_values("next", values, &[]))
    .join("\n");
    insta::assert_snapshot!(output, @"
    exit 2
    --- stderr
    error: authentication is disabled in these values
    help: `flyte-auth guide --into v.yaml --auth-server SERVER --idp IDP` lists the steps to enable it; `flyte-auth init --into v.yaml` asks for the settings and writes them

    exit 2
    --- stderr
    error: the values set no `authorizedUris`, so the public URL is unknown
    help: put the public URL first in `authorizedUris`

    exit 2
    --- stderr
    error: `authorizedUris` is not a list of URLs, so the public URL is unknown
    help: put the public URL first in `authorizedUris`

    exit 2
    --- stderr
    error: `authorizedUris[0]` cannot be the public URL: `https://${host}/console` has more than scheme, host and port
    help: Flyte compares this URL literally: remove everything after the host

    exit 2
    --- stderr
    error: these values have no flyteadmin
    help: pass the values of the control plane; only `flyte-auth next` supports those of a data plane

    exit 2
    --- stderr
    error: this Argo CD Application deploys a chart; it is not a values file
    help: it contains no values: check the values that the chart gets in another way
    ");
    insta::assert_snapshot!(of_values("next", "configmap: {adminServer: {server: {security: {useAuth: true}}}}", &["-n", "x y"]), @"
    exit 2
    --- stderr
    error: `x y` is not the name of a namespace
    help: use lower-case letters, digits and `-`; start and end with a letter or digit
    ");
}
