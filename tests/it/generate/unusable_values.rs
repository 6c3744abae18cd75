//! A value in the file that cannot be an answer is reported with its line and the reason, not as a missing answer.

use std::fs;
use std::path::Path;

use crate::common::{flyte_auth, folder_with_values, outcome};

const VALUES: &str = "\
configmap:
  adminServer:
    server: {security: {useAuth: true}}
    auth:
      authorizedUris:
      - http://flyteadmin:80
      - flyte.acme.com
      userAuth:
        openId:
          baseUrl: https://acme.okta.com/.well-known/openid-configuration
          clientId: https://acme-admin.okta.com/admin/app/0oaweb
";

fn run(folder: &Path, values: &str, command: &str) -> String {
    fs::write(folder.join("values.yaml"), values).unwrap();
    let output =
        outcome(flyte_auth(folder).args(command.split_whitespace()).env("FLYTE_WEB_SECRET", "web-secret-from-the-idp"));
    assert_eq!(fs::read_to_string(folder.join("values.yaml")).unwrap(), values);
    output
}

#[test]
fn generate_reports_unusable_values_with_their_line() {
    let folder = tempfile::tempdir().unwrap();
    insta::assert_snapshot!(run(folder.path(), VALUES, "generate --into values.yaml --web-secret-env FLYTE_WEB_SECRET"), @"
    exit 2
    --- stderr
    note: read from values.yaml: `authServer`
    error: `flyte.acme.com` is not a URL
     --> values.yaml:7:9
      |
    7 |       - flyte.acme.com
      |         ^^^^^^^^^^^^^^ `--url` overrides it
      |
      = help: add the scheme: `https://flyte.acme.com`

    error: `https://acme.okta.com/.well-known/openid-configuration` is a discovery document, not the issuer
      --> values.yaml:10:20
       |
    10 |           baseUrl: https://acme.okta.com/.well-known/openid-configuration
       |                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `--idp` overrides it
       |
       = help: use the issuer, probably `https://acme.okta.com`

    error: this is a URL, not a client ID
      --> values.yaml:11:21
       |
    11 |           clientId: https://acme-admin.okta.com/admin/app/0oaweb
       |                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `--web-client-id` overrides it
       |
       = help: copy the client ID from the application's page at the identity provider

    error: 3 problems found, nothing was written
    ");
    let guide = run(folder.path(), VALUES, "guide --into values.yaml");
    assert!(guide.contains("error: `flyte.acme.com` is not a URL\n --> values.yaml:7:9\n"), "{guide}");
}

#[test]
fn init_lists_unusable_values() {
    let folder = tempfile::tempdir().unwrap();
    insta::assert_snapshot!(run(folder.path(), VALUES, "init --yes --into values.yaml --web-secret-env FLYTE_WEB_SECRET"), @"
    exit 2
    --- stderr
    error: `--yes` needs these answers, which have no default:
      --url  values.yaml:7: `flyte.acme.com` is not a URL; add the scheme: `https://flyte.acme.com`
      --idp  values.yaml:10: `https://acme.okta.com/.well-known/openid-configuration` is a discovery document, not the issuer; use the issuer, probably `https://acme.okta.com`
    help: pass these flags or an answers file (`--answers FILE`); see `flyte-auth schema answers`
    ");
}

#[test]
fn reports_values_that_do_not_fit_the_provider() {
    let folder = tempfile::tempdir().unwrap();
    let values = "\
configuration:
  auth:
    enabled: true
    authorizedUris: [https://flyte.acme.com]
    oidc:
      baseUrl: https://login.microsoftonline.com/acme.com/v2.0
      clientId: flyte-console
";
    insta::assert_snapshot!(run(folder.path(), values, "generate --into values.yaml --web-secret-env FLYTE_WEB_SECRET"), @r#"
    exit 2
    --- stderr
    note: read from values.yaml: `url`, `idp.type`, `authServer`
    error: `acme.com` is not a tenant ID
     --> values.yaml:6:16
      |
    6 |       baseUrl: https://login.microsoftonline.com/acme.com/v2.0
      |                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `--entra-tenant` overrides it
      |
      = help: use the Directory (tenant) ID from the app's Overview page, of the form `11111111-2222-3333-4444-555555555555`; a domain name is not in the issuer

    error: client IDs of Microsoft Entra ID are GUIDs, but this is not one
     --> values.yaml:7:17
      |
    7 |       clientId: flyte-console
      |                 ^^^^^^^^^^^^^ `--web-client-id` overrides it
      |
      = help: copy "Application (client) ID" from the app's Overview page

    error: 2 problems found, nothing was written
    "#);
}

#[test]
fn a_flag_replaces_an_unusable_value() {
    let folder = folder_with_values(VALUES);
    let command = "generate --into values.yaml --web-secret-env FLYTE_WEB_SECRET --url https://flyte.acme.com --idp okta --auth-server internal \
                   --issuer https://acme.okta.com --web-client-id 0oaweb";
    let output = outcome(
        flyte_auth(folder.path()).args(command.split_whitespace()).env("FLYTE_WEB_SECRET", "web-secret-from-the-idp"),
    );
    assert!(output.starts_with("exit 0\n"), "{output}");
}
