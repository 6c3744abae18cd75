//! `show`: the effective configuration of each process, with the origin of each value.

use serde_json::Value;

use crate::common;

const BINARY: &str = "\
configuration:
  auth:
    enabled: true
    oidc:
      baseUrl: https://accounts.google.com
      clientId: web
      clientSecret: canary-oidc
    internal:
      clientSecret: canary-internal
      clientSecretHash: Y2FuYXJ5LWhhc2g=
    authorizedUris:
    - https://flyte.example.org
    athorizedUris: typo
  database:
    password: canary-database
  storage:
    providerConfig: {s3: {authType: accesskey, accessKey: canary-access, secretKey: canary-secret}}
  inline:
    auth: {userAuth: {openId: {clientID: inlined}}, appAuth: {authServerTyp: External}}
";

fn show(arguments: &[&str], input: &str) -> (Option<i32>, String, String) {
    let mut command = common::flyte_auth(common::project());
    let output =
        command.arg("show").args(arguments).args(["-f", "-"]).stdin(common::with_text(input)).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// Helm 3.17.2 and 4.1.4 write these lines for the same values with `{{ toYaml .Values }}`.
#[test]
fn quotes_the_texts_that_helm_quotes() {
    let values = "\
configuration:
  auth: {oidc: {clientId: \"2026-02-30\", clientSecret: x}, flyteClient: {clientId: \"2026-02-28\"}}
  x1: \"2026-02-28T10:10:10,5Z\"
  x2: \"2026-02-28T24:10:10Z\"
  x3: \"2026-02-28T10:10:10+99:99\"
  x4: \"2026-2-3T1:2:3Z\"
  x5: \"2026-02-31\"
  x6: \"0b-1\"
  x7: \"._1\"
";
    let (code, text, _) = show(&["--merged", "--show-secrets"], values);
    assert_eq!(code, Some(0));
    insta::assert_snapshot!(text, @r#"
    configuration:
      auth:
        flyteClient:
          clientId: "2026-02-28"
        oidc:
          clientId: 2026-02-30
          clientSecret: x
      x1: "2026-02-28T10:10:10,5Z"
      x2: 2026-02-28T24:10:10Z
      x3: 2026-02-28T10:10:10+99:99
      x4: "2026-2-3T1:2:3Z"
      x5: 2026-02-31
      x6: "0b-1"
      x7: ._1
    "#);
}

/// Go's `base64.StdEncoding` ignores stray bits: flyteadmin starts, and `QR==` is the byte `A`.
#[test]
fn accepts_base64_with_stray_bits() {
    let client = "{flytepropeller: {id: flytepropeller, client_secret: \"QR==\"}}";
    let values = format!(
        "configmap: {{adminServer: {{server: {{security: {{useAuth: true}}}}, auth: {{appAuth: {{selfAuthServer: \
         {{staticClients: {client}}}}}}}}}}}\n"
    );
    let (code, text, errors) = show(&["--chart", "flyte-core"], &values);
    assert_eq!((code, errors.as_str()), (Some(0), ""));
    assert!(!text.contains("does not start"), "{text}");
    let read = text.lines().find(|line| line.contains("client_secret: ") && line.contains("-:1"));
    insta::assert_snapshot!(read.unwrap_or_default().trim(), @"client_secret: <redacted>  # -:1");
}

#[test]
fn prints_origins_and_ignored_values() {
    let (code, text, _) = show(&["--set", "configuration.auth.oidc.baseUrl=https://x.okta.com"], BINARY);
    assert_eq!(code, Some(0));
    for line in [
        "        baseUrl: https://x.okta.com  # --set\n",
        "        clientId: inlined  # -:19\n",
        "    - https://flyte.example.org  # -:12\n",
        "    - http://flyte-backend-flyte-binary:8088  # chart, 004-auth.yaml\n",
        "        sameSitePolicy: DefaultMode  # flyteadmin default\n",
        "          redirectUri: http://localhost:53593/callback  # chart default\n",
        "  serverType: Self\n",
        "  idp: okta\n",
        "- 'configuration.auth.athorizedUris (-:13): no template of the chart reads this key'\n",
        "- 'auth.appAuth.authservertyp (-:19): no Flyte process reads this key'\n",
        "- 'configuration.auth.oidc.baseUrl (-:5): overridden by --set'\n",
        "- 'auth.userauth.openid.clientid (-:6): overridden by -:19'\n",
    ] {
        assert!(text.contains(line), "{line:?} is not in\n{text}");
    }
}

#[test]
fn hides_secrets() {
    for arguments in [&[][..], &["--format", "json"], &["--merged"], &["--merged", "--format", "json"]] {
        let (code, text, stderr) = show(arguments, BINARY);
        assert_eq!(code, Some(0), "{stderr}");
        assert!(!text.contains("canary") && !text.contains("Y2FuYXJ5"), "{arguments:?}\n{text}");
        let (_, text, _) = show(&[arguments, &["--show-secrets"]].concat(), BINARY);
        assert!(text.contains("canary-oidc"), "{arguments:?}\n{text}");
    }
    // Helm's message quotes the whole text of the failed template.
    let broken = "flyteadmin: {secrets: {a: canary, b: '{{ .Values.x.y }}'}}";
    let (code, text, stderr) = show(&["--format", "json"], broken);
    assert_eq!(code, Some(2));
    assert!(text.contains("nil pointer") && !text.contains("canary") && !stderr.contains("canary"), "{text}{stderr}");
}

#[test]
fn hides_user_info_in_urls() {
    let values = "configuration:\n  auth:\n    enabled: true\n    oidc: {baseUrl: 'https://u:PASSW0RD@acme.okta.com', clientId: a, clientSecret: c}\n    internal: {clientSecret: b, clientSecretHash: JDJiJDA2JGFiYw==}\n";
    let (code, text, _) = show(&["--chart", "flyte-binary", "--merged"], values);
    assert_eq!(code, Some(0));
    insta::assert_snapshot!(text, @"
    configuration:
      auth:
        enabled: true
        internal:
          clientSecret: <redacted>
          clientSecretHash: <redacted>
        oidc:
          baseUrl: https://<redacted>@acme.okta.com
          clientId: a
          clientSecret: <redacted>
    ");
    for arguments in [&[][..], &["--format", "json"]] {
        let mut all = vec!["--chart", "flyte-binary"];
        all.extend(arguments);
        let (code, text, stderr) = show(&all, values);
        assert_eq!(code, Some(0), "{stderr}");
        assert!(text.contains("https://<redacted>@acme.okta.com"), "{text}");
        assert!(!text.contains("PASSW0RD"), "{text}");
    }
}

#[test]
fn errors_match_helm() {
    let (code, text, stderr) = show(&["--merged"], "a: [");
    assert_eq!((code, text.as_str()), (Some(2), ""));
    assert!(stderr.contains("failed to parse -: error converting YAML to JSON"), "{stderr}");
    let (code, text, _) = show(&["--format", "json"], "configuration: {auth: {enabled: true}}");
    assert_eq!(code, Some(2));
    let error: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(
        error["error"],
        "Error: execution error at (flyte-binary/templates/deployment.yaml): OIDC base URL required when authentication is enabled"
    );
    let (code, _, stderr) = show(&[], "a: 1");
    assert_eq!(code, Some(2));
    assert!(stderr.contains("--chart flyte-binary"), "{stderr}");
}

#[test]
fn placeholders_are_not_errors() {
    let values = |hash: &str| {
        format!(
            "configuration:\n  auth:\n    enabled: true\n    oidc: {{baseUrl: https://idp.example.org, clientId: a, clientSecret: b}}\n    internal: {{clientSecret: c, clientSecretHash: {hash}}}\n"
        )
    };
    for (hash, comment) in [
        ("not-base64!", "# does not start: auth.appAuth"),
        ("'${PROPELLER_HASH}'", "# does not start unless it is filled in first: auth.appAuth"),
    ] {
        let (_, out, _) = show(&["-f", "-"], &values(hash));
        assert!(out.contains(comment), "{out}");
    }
}

#[test]
fn merged_values_match_helm() {
    let (code, text, _) = show(&["--merged", "--set", "b=x"], "b: 1234567\na: 'yes'\nc: null\n");
    assert_eq!((code, text.as_str()), (Some(0), "a: \"yes\"\nb: x\nc: null\n"));
}

#[test]
fn shows_deep_values() {
    // YAML output needs a line for each level, indented by the level.
    let cases =
        [(9_000, &["--format", "json"][..]), (9_000, &["--merged", "--format", "json"]), (1_000, &["--merged"])];
    for (levels, arguments) in cases {
        let deep = format!("configuration: {{inline: {}1{}}}", "{a: ".repeat(levels), "}".repeat(levels));
        let (code, _, stderr) = show(arguments, &deep);
        assert_eq!(code, Some(0), "{arguments:?}: {stderr}");
    }
}

#[test]
fn rejects_a_run_without_values() {
    let folder = tempfile::tempdir().unwrap();
    insta::assert_snapshot!(common::outcome(common::flyte_auth(folder.path()).arg("show")), @"
    exit 2
    --- stderr
    error: no values file given
    help: pass a values file, or layers of one release (`-f a.yaml -f b.yaml`); `flyte-auth init-config` configures the releases of a repository
    ");
}
