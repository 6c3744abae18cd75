//! Renamed, moved and duplicate keys.

use std::fs;

use crate::common::{flyte_auth, folder_with_values, lint, outcome, project};

/// Flyte treats a key with another case as the chart's key.
#[test]
fn renames_a_key_with_wrong_case() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("v.yaml");
    let base = "examples/values/flyte-core-okta-external.yaml";
    let text = fs::read_to_string(project().join(base)).unwrap();
    let miscased = text.replace("      appAuth:", "      appauth: # keep").replace("useAuth: true", "useauth: true");
    fs::write(&file, &miscased).unwrap();
    let output = outcome(flyte_auth(folder.path()).args(["lint", "--fix", "--format", "concise", "v.yaml"]));
    insta::assert_snapshot!(output, @"
    exit 0
    --- stdout
    No problems found
    --- stderr
    Fixed 2 problems in v.yaml:
      wrong-key-case: Rename it to `useAuth`
      wrong-key-case: Rename it to `appAuth`
    ");
    assert_eq!(fs::read_to_string(&file).unwrap(), text.replace("      appAuth:", "      appAuth: # keep"));
    // Twice in the user's values: `--fix` cannot decide which one is meant.
    let twice = text.replace("      appAuth:", "      APPAUTH: {authServerType: Self}\n      appAuth:");
    fs::write(&file, &twice).unwrap();
    let output = outcome(flyte_auth(folder.path()).args(["lint", "--fix", "--format", "concise", "v.yaml"]));
    assert!(output.contains("error[wrong-key-case]"), "{output}");
    assert_eq!(fs::read_to_string(&file).unwrap(), twice);
    // `null` removes the chart's key.
    fs::write(
        &file,
        miscased.replace("      appauth:", "      appAuth: null\n      appauth:").replace("useauth", "useAuth"),
    )
    .unwrap();
    let output = outcome(flyte_auth(folder.path()).args(["lint", "--format", "concise", "v.yaml"]));
    assert!(!output.contains("wrong-key-case"), "{output}");
}

#[test]
fn removes_a_duplicate_key_with_the_same_value() {
    let text = "configuration:\n  auth:\n    enabled: false # off\n    # for now\n    enabled: false\n";
    let folder = folder_with_values(text);
    lint(folder.path(), &["--fix", "values.yaml"]);
    let after = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
    assert_eq!(after, "configuration:\n  auth:\n    # for now\n    enabled: false\n");
    let different = text.replace("false # off", "true");
    let folder = folder_with_values(&different);
    lint(folder.path(), &["--fix", "--unsafe-fixes", "values.yaml"]);
    let after = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
    assert_eq!(after, different);
}

#[test]
fn does_not_move_a_switch_that_disables_authentication() {
    let folder = folder_with_values(
        "configmap:\n  adminServer:\n    server: {security: {useAuth: true}}\n    disableForGrpc: true\n    disableForHttp: false\n",
    );
    let rule = ["--select", "misplaced-key"];
    insta::assert_snapshot!(lint(folder.path(), &[&rule[..], &["values.yaml"]].concat()), @"
    exit 1
    --- stdout
    error[misplaced-key]: `configmap.adminServer.disableForGrpc` is in the wrong place and is silently ignored
     --> values.yaml:4:5
      |
    4 |     disableForGrpc: true
      |     ^^^^^^^^^^^^^^ not read here
      |
      = help: remove it: at `configmap.adminServer.auth.disableForGrpc`, it would let calls without a token in

    error[misplaced-key]: `configmap.adminServer.disableForHttp` is in the wrong place and is silently ignored
     --> values.yaml:5:5
      |
    5 |     disableForHttp: false
      |     ^^^^^^^^^^^^^^ not read here
      |
      = help: move it to `configmap.adminServer.auth.disableForHttp`

    Found 2 errors (1 fixable with `--fix`, 1 more with `--unsafe-fixes`)
    ");
    let fix = ["--diff", "--unsafe-fixes", "values.yaml"];
    insta::assert_snapshot!(lint(folder.path(), &[&rule[..], &fix].concat()), @"
    exit 1
    --- stdout
    --- values.yaml
    +++ values.yaml
    @@ -1,5 +1,5 @@
     configmap:
       adminServer:
         server: {security: {useAuth: true}}
    -    disableForGrpc: true
    -    disableForHttp: false
    +    auth:
    +      disableForHttp: false
    ");
}

/// Only one key can get the name; the user decides about the other.
#[test]
fn renames_the_first_of_two_misspelled_keys() {
    let folder = folder_with_values(
        "configuration:\n  auth:\n    enabled: true\n    oidc_:\n      clientId: one\n    oidx:\n      clientId: two\n",
    );
    insta::assert_snapshot!(lint(folder.path(), &["--diff", "--unsafe-fixes", "values.yaml"]), @"
    exit 1
    --- stdout
    --- values.yaml
    +++ values.yaml
    @@ -1,7 +1,7 @@
     configuration:
       auth:
         enabled: true
    -    oidc_:
    +    oidc:
           clientId: one
         oidx:
           clientId: two
    ");
}

/// A misplaced `enabled` becomes `useAuth`, not another setting with the name `enabled`. A secret does not move to the
/// setting for the name of a secret.
#[test]
fn moves_a_key_to_the_setting_with_the_same_meaning() {
    let folder = folder_with_values("configmap:\n  adminServer:\n    auth:\n      enabled: true\n");
    insta::assert_snapshot!(lint(folder.path(), &["--diff", "--unsafe-fixes", "values.yaml"]), @"
    exit 1
    --- stdout
    --- values.yaml
    +++ values.yaml
    @@ -1,4 +1,5 @@
     configmap:
       adminServer:
    -    auth:
    -      enabled: true
    +    server:
    +      security:
    +        useAuth: true
    ");
    let folder = folder_with_values(
        "configmap:\n  adminServer:\n    server: {security: {useAuth: true}}\n    auth: {userAuth: {openId: {client_secret: kept-by-nobody}}}\n",
    );
    insta::assert_snapshot!(lint(folder.path(), &["--diff", "--unsafe-fixes", "values.yaml"]), @"
    exit 0
    --- stderr
    No fixes available
    ");
}
