//! Findings and their fixes.

use std::fs;

use insta::assert_snapshot;

use super::{GOOD, lint, lint_text, write};
use crate::common::{flyte_auth, outcome_with_input, project};

const FAULTY: &str = "\
# Copied from a colleague.
Admin:
  endpoint: https://flyte.example.org/ # the console's
  authtype: client_secret
  clientId: ci
  clientSecretEnvVar: $FLYTE_CLIENT_SECRET
  insecure: no
  useAuth: true
logger:
  level: 0
scopes: [all]
";

#[test]
fn reports_and_fixes_problems() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "config.yaml", FAULTY);
    assert_snapshot!(lint(folder.path(), &["--format", "concise", "config.yaml"]), @"
    exit 1
    --- stdout
    config.yaml:2:1: warning[client-wrong-key-case]: flytectl reads `Admin`, but pyflyte reads only `admin`, in exactly this case
    config.yaml:3:13: error[invalid-client-endpoint]: `endpoint` is an `https` URL, but flytectl and pyflyte need a gRPC target
    config.yaml:4:3: warning[client-wrong-key-case]: flytectl reads `Admin.authtype`, but pyflyte reads only `authType`, in exactly this case
    config.yaml:4:13: error[client-unknown-auth-type]: neither flytectl nor pyflyte knows `authType: client_secret`, so users cannot log in
    config.yaml:6:23: error[invalid-client-secret-env-var]: `clientSecretEnvVar` is not the name of an environment variable, so flytectl and pyflyte get an empty secret
    config.yaml:7:13: warning[client-wrong-value-type]: `insecure` is `no`, which flytectl reads as text, so it does not start (pyflyte reads `false`)
    config.yaml:8:3: info[obsolete-client-setting]: `useAuth` no longer has any effect: clients ask flyteadmin
    Found 3 errors, 3 warnings, 1 note (6 fixable with `--fix`, 1 more with `--unsafe-fixes`)
    ");
    assert_snapshot!(lint(folder.path(), &["--diff", "config.yaml"]), @"
    exit 1
    --- stdout
    --- config.yaml
    +++ config.yaml
    @@ -1,11 +1,10 @@
     # Copied from a colleague.
    -Admin:
    -  endpoint: https://flyte.example.org/ # the console's
    -  authtype: client_secret
    +admin:
    +  endpoint: dns:///flyte.example.org # the console's
    +  authType: client_secret
       clientId: ci
    -  clientSecretEnvVar: $FLYTE_CLIENT_SECRET
    -  insecure: no
    -  useAuth: true
    +  clientSecretEnvVar: FLYTE_CLIENT_SECRET
    +  insecure: false
     logger:
       level: 0
     scopes: [all]
    --- stderr
    1 more fix with `--unsafe-fixes`
    ");
    assert_snapshot!(lint(folder.path(), &["--fix", "--unsafe-fixes", "config.yaml"]), @"
    exit 0
    --- stdout
    No problems found
    --- stderr
    Fixed 7 problems in config.yaml:
      client-wrong-key-case: Rename it to `admin`
      invalid-client-endpoint: Write `dns:///flyte.example.org`
      client-wrong-key-case: Rename it to `authType`
      client-unknown-auth-type: Write `ClientSecret`
      invalid-client-secret-env-var: Remove the `$`
      client-wrong-value-type: Write `false`
      obsolete-client-setting: Remove it
    ");
    assert_snapshot!(fs::read_to_string(folder.path().join("config.yaml")).unwrap(), @"
    # Copied from a colleague.
    admin:
      endpoint: dns:///flyte.example.org # the console's
      authType: ClientSecret
      clientId: ci
      clientSecretEnvVar: FLYTE_CLIENT_SECRET
      insecure: false
    logger:
      level: 0
    scopes: [all]
    ");
}

/// `lint` reports the finding that follows from the fixed endpoint before `--fix` writes it.
#[test]
fn fixing_an_endpoint_reveals_no_new_finding() {
    let folder = tempfile::tempdir().unwrap();
    for endpoint in
        ["https://flyte.example.org/", "dns://flyte.example.org", "dns:///flyte.example.org/", "flyte.example.org"]
    {
        let text = format!("admin: {{endpoint: '{endpoint}', insecure: true, authType: pkce}}\n");
        let before = lint_text(&text, &[]);
        assert!(before.contains("error[client-insecure-does-not-fit-endpoint]"), "{before}");
        write(folder.path(), "config.yaml", &text);
        let all = ["--fix", "--unsafe-fixes", "--format", "concise", "config.yaml"];
        let after = lint(folder.path(), &all);
        assert!(after.starts_with("exit 0\n"), "{endpoint}\n{after}");
        assert_eq!(
            fs::read_to_string(folder.path().join("config.yaml")).unwrap(),
            "admin: {endpoint: 'dns:///flyte.example.org', insecure: false, authType: Pkce}\n"
        );
    }
}

/// In a repository a configuration may be a template; in `.flyte` both tools read it unchanged.
#[test]
fn reports_placeholders_only_in_the_flyte_folder() {
    let text = "admin:\n  endpoint: dns:///flyte.example.org\n  authType: ClientSecret\n  insecure: false\n  clientId: ${ID}\n  clientSecretEnvVar: ${SECRET}\n";
    assert_eq!(lint_text(text, &[]), "exit 0\n--- stdout\nNo problems found\n");
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), ".flyte/config.yaml", text);
    assert_snapshot!(lint(folder.path(), &[".flyte/config.yaml"]), @"
    exit 0
    --- stdout
    warning[client-placeholders-left]: flytectl and pyflyte do not expand `${…}` in this file
     --> .flyte/config.yaml:5:13
      |
    5 |   clientId: ${ID}
      |             ^^^^^
      |
      = help: replace the placeholder with your value

    warning[client-placeholders-left]: flytectl and pyflyte do not expand `${…}` in this file
     --> .flyte/config.yaml:6:23
      |
    6 |   clientSecretEnvVar: *********
      |                       ^^^^^^^^^
      |
      = help: write only the name of the variable

    Found 2 warnings
    ");
}

#[test]
fn reports_an_invalid_port() {
    assert_snapshot!(lint_text(&GOOD.replace(".org", ".org:99999"), &[]), @"
    exit 1
    --- stdout
    config.yaml:2:13: error[invalid-client-endpoint]: `endpoint` has the port 99999, but ports are 1 to 65535: neither flytectl nor pyflyte can connect
    Found 1 error
    ");
}

#[test]
fn detects_a_client_config_on_stdin() {
    let input = GOOD.replace("Pkce", "pkce");
    let lint = |arguments: &[&str]| outcome_with_input(flyte_auth(project()).arg("lint").args(arguments), &input);
    let found = lint(&["-"]);
    assert!(found.contains(" --> <stdin>:3:13"), "{found}");
    let fixed = lint(&["--fix", "-"]);
    assert!(fixed.contains(&format!("--- stdout\n{GOOD}")), "{fixed}");
}
