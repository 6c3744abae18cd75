//! Several values files: the fix changes the layer that sets the value.

use std::fs;

use crate::common::{folder_with_values, lint};

#[test]
fn changes_the_layer_that_sets_the_value() {
    let folder = folder_with_values(
        "configuration:\n  auth:\n    enabled: true\n    authorizedUris: [https://flyte.example.org/]\n    oidc: {baseUrl: https://accounts.google.com, clientId: a.apps.googleusercontent.com}\n",
    );
    let secrets = "configuration: {auth: {oidc: {clientSecret: x}, internal: {clientSecret: 0123}}}\n";
    fs::write(folder.path().join("secrets.yaml"), secrets).unwrap();
    insta::assert_snapshot!(lint(folder.path(), &["--diff", "-f", "values.yaml", "-f", "secrets.yaml"]), @"
    exit 1
    --- stdout
    --- values.yaml
    +++ values.yaml
    @@ -1,5 +1,5 @@
     configuration:
       auth:
         enabled: true
    -    authorizedUris: [https://flyte.example.org/]
    +    authorizedUris: [https://flyte.example.org]
         oidc: {baseUrl: https://accounts.google.com, clientId: a.apps.googleusercontent.com}
    --- secrets.yaml
    +++ secrets.yaml
    @@ -1 +1 @@
    -configuration: {auth: {oidc: {clientSecret: <redacted>}, internal: {clientSecret: <redacted>}}}
    +configuration: {auth: {oidc: {clientSecret: <redacted>}, internal: {clientSecret: '<redacted>'}}}
    ");
}

#[test]
fn changes_the_list_of_the_last_layer() {
    let list = |items: &str| format!("configuration: {{auth: {{enabled: true, authorizedUris: [{items}]}}}}\n");
    let folder = folder_with_values(&list("https://a.example.org/, https://b.example.org/"));
    fs::write(folder.path().join("later.yaml"), list("https://flyte.example.org/")).unwrap();
    lint(folder.path(), &["--fix", "-f", "values.yaml", "-f", "later.yaml"]);
    let text = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(text("values.yaml"), list("https://a.example.org/, https://b.example.org/"));
    assert_eq!(text("later.yaml"), list("https://flyte.example.org"));
}

#[test]
fn does_not_fix_values_of_flags() {
    let folder = folder_with_values("configuration: {auth: {enabled: true}}\n");
    let args =
        ["--diff", "-f", "values.yaml", "--set", "configuration.auth.authorizedUris[0]=https://flyte.example.org/"];
    assert_eq!(lint(folder.path(), &args), "exit 0\n--- stderr\nNo fixes available\n");
}

#[test]
fn a_block_is_not_moved_over_the_value_of_another_layer_without_review() {
    let base =
        fs::read_to_string(crate::common::project().join("examples/values/flyte-core-okta-internal.yaml")).unwrap();
    let folder = folder_with_values(&base);
    let layer = "configmap:\n  adminServer:\n    userAuth: {openId: {baseUrl: 'https://other.okta.com'}}\n";
    fs::write(folder.path().join("layer.yaml"), layer).unwrap();
    let layers = ["-f", "values.yaml", "-f", "layer.yaml"];
    let safe = lint(folder.path(), &[&layers[..], &["--fix"]].concat());
    assert!(
        safe.contains("move it to `configmap.adminServer.auth.userAuth`, which another file sets to another value"),
        "{safe}"
    );
    assert_eq!(fs::read_to_string(folder.path().join("layer.yaml")).unwrap(), layer);
    lint(folder.path(), &[&layers[..], &["--fix", "--unsafe-fixes"]].concat());
    let moved =
        "configmap:\n  adminServer:\n    auth:\n      userAuth: {openId: {baseUrl: 'https://other.okta.com'}}\n";
    assert_eq!(fs::read_to_string(folder.path().join("layer.yaml")).unwrap(), moved);
}
