//! Flags for values, ignore comments, severities and the baseline.

use insta::assert_snapshot;

use super::{GOOD, lint, write};

#[test]
fn ignores_flags_for_values() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "config.yaml", &GOOD.replace("Pkce", "pkce"));
    let wanted = lint(folder.path(), &["config.yaml"]);
    assert!(wanted.contains("[client-unknown-auth-type]"), "{wanted}");
    for flags in [
        &["--chart", "flyte-core"][..],
        &["--flyte-version", "1.12.0", "--helm-version", "4"],
        &["--set", "configmap.admin.admin.insecure=true"],
        &["--partial"],
        &["--kind", "client-config"],
    ] {
        let mut all = vec!["config.yaml"];
        all.extend(flags);
        assert_eq!(lint(folder.path(), &all), wanted, "{flags:?}");
    }
}

#[test]
fn respects_comments_severities_and_the_baseline() {
    let folder = tempfile::tempdir().unwrap();
    let text = "\
admin:
  endpoint: dns:///flyte.example.org
  authType: pkce # flyte-auth: ignore[client-unknown-auth-type] only pyflyte here
  insecureSkipVerify: true
  # flyte-auth: ignore[client-key-twice, no-such-rule]
  insecure: false
";
    write(folder.path(), "config.yaml", text);
    assert_snapshot!(lint(folder.path(), &["--format", "concise", "config.yaml"]), @"
    exit 0
    --- stdout
    config.yaml:4:23: warning[client-certificate-not-checked]: the server's certificate is not verified: anyone between client and server can read the tokens
    config.yaml:5:24: warning[unused-ignore]: this comment has no effect: `client-key-twice` reports nothing here
    config.yaml:5:42: warning[unknown-rule-in-ignore]: there is no rule `no-such-rule`, so nothing is ignored
    Found 3 warnings (1 fixable with `--fix`; 1 ignored by comments)
    ");
    write(
        folder.path(),
        ".flyte-auth.toml",
        "chart = \"flyte-core\"\n[severity]\nclient-certificate-not-checked = \"error\"\n",
    );
    let graded = lint(folder.path(), &["--select", "client-certificate-not-checked", "config.yaml"]);
    assert_snapshot!(graded, @"
    exit 1
    --- stdout
    error[client-certificate-not-checked]: the server's certificate is not verified: anyone between client and server can read the tokens
     --> config.yaml:4:23
      |
    4 |   insecureSkipVerify: true
      |                       ^^^^
      |
      = help: remove `insecureSkipVerify`, and trust your CA on this machine (`SSL_CERT_FILE` on Linux) or set `caCertFilePath`; flytectl's token requests ignore both settings and use the machine's CAs

    Found 1 error
    ");
    lint(folder.path(), &["--write-baseline", "config.yaml"]);
    let after = lint(folder.path(), &["--baseline", ".flyte-auth-baseline.json", "config.yaml"]);
    assert_snapshot!(after, @"
    exit 0
    --- stdout
    No new findings (3 in the baseline; 1 ignored by comments)
    ");
}
