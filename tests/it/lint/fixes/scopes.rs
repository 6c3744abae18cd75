//! Scopes that are written as one text: their fix is the list that it means.

use std::fs;

use crate::common::{flyte_auth, project};

/// The place of a scope list in flyte-core's values.
const CLIENT: &str = "configmap: {adminServer: {auth: {appAuth: {thirdPartyConfig: {flyteClient: {scopes: ";
const STATIC: &str =
    "configmap: {adminServer: {auth: {appAuth: {selfAuthServer: {staticClients: {flytepropeller: {scopes: ";
const LOGIN: &str = "configmap: {adminServer: {auth: {userAuth: {openId: {scopes: ";

#[test]
fn converts_a_string_of_scopes_to_a_list() {
    for (base, place, text, list) in [
        ("keycloak-external", CLIENT, "'offline,all'", "[offline_access, all]"),
        ("keycloak-external", CLIENT, "offline all", "[offline_access, all]"),
        ("keycloak-external", CLIENT, "'all, offline_access'", "[all, offline_access]"),
        ("keycloak-external", CLIENT, "'[all, offline_access]'", "[all, offline_access]"),
        ("keycloak-external", CLIENT, r#"'"[all]"'"#, "[all]"),
        ("okta-internal", STATIC, "offline all", "[offline, all]"),
        ("okta-internal", STATIC, "['all ', offline]", "[all, offline]"),
        ("google-internal", LOGIN, "'openid,offline_access,profile'", "[openid, profile]"),
        // Two scopes in one text are two scopes of the request, and flyteadmin splits a text at its commas.
        ("keycloak-external", CLIENT, "all offline_access", "all offline_access"),
        ("okta-internal", STATIC, "'offline,all'", "'offline,all'"),
        ("okta-internal", LOGIN, "openid profile", "openid profile"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let with = |scopes: &str| format!("{place}{scopes}{}\n", "}".repeat(place.matches('{').count()));
        let base = project().join(format!("examples/values/flyte-core-{base}.yaml"));
        fs::copy(base, folder.path().join("base.yaml")).unwrap();
        fs::write(folder.path().join("values.yaml"), with(text)).unwrap();
        let lint = |more: &[&str]| {
            let mut lint = flyte_auth(folder.path());
            lint.args(["lint", "-f", "base.yaml", "-f", "values.yaml", "--format", "concise"]).args(more);
            String::from_utf8(lint.output().unwrap().stdout).unwrap()
        };
        lint(&["--fix", "--unsafe-fixes"]);
        assert_eq!(fs::read_to_string(folder.path().join("values.yaml")).unwrap(), with(list));
        let rest = lint(&[]);
        assert!(!rest.contains("error[") && !rest.contains("warning["), "{place}{text}: {rest}");
    }
}
