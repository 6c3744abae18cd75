//! Misplaced secrets: no output shows one.

use std::fs;

use crate::common::{FORMATS, flyte_auth, folder_with, folder_with_values, outcome};

const BASE: &str = "chart: flyte-binary\nauthServer: internal\nidp: {type: google}\n";

#[test]
fn messages_hide_misplaced_secrets() {
    let cases = [
        "url: https://f.example.org\nclients:\n  web: {id: a1, secret: CANARY}\n",
        "url: https://f.example.org\nclients:\n  web: {id: a1, clientSecret: CANARY}\n",
        "url: https://f.example.org\nclients:\n  web: {id: a1, client_secret: CANARY}\n",
        "url: https://f.example.org\nclients:\n  web: {id: a1, password: CANARY}\n",
        "url: https://f.example.org\nclients:\n  web: {id: a1, secret: {value: CANARY}}\n",
        "url: https://f.example.org\nclients:\n  web: CANARY\n",
        "url: https://f.example.org\nclients:\n  web:\n    id: a1\n    secret: |\n      CANARY\n",
        "url: https://f.example.org\nclients:\n  propeller: {hash: '$2b$10$CANARY'}\n",
        "url: https://f.example.org\nclient_secret: CANARY\nclients:\n  web: {id: a1}\n",
        "url: https://u:CANARY@f.example.org\n",
        "url: https://f.example.org/?secret=CANARY\n",
        "url: https://f.example.org\nclients:\n  web: {id: a1, secret: \"CANARY}\n",
        "url: https://f.example.org\nclients:\n  web:\n    clientSecret: CANARY\n\tid: x\n",
        "url: https://f.example.org\nclients:\n  web: {id: a1, secret: {env: 'CANARY!'}}\n",
    ];
    let folder = tempfile::tempdir().unwrap();
    for case in cases {
        fs::write(folder.path().join("answers.yaml"), format!("{BASE}{case}")).unwrap();
        let mut command = flyte_auth(folder.path());
        let text = outcome(command.args(["generate", "--answers", "answers.yaml", "-o", "-"]));
        assert!(text.starts_with("exit 2"), "{case}\n{text}");
        assert!(!text.contains("CANARY"), "{case}\n{text}");
    }
}

/// Values files with another secret at each path that can have one, and faults around each, so that findings, excerpts,
/// fixes and diffs contain its line.
const SECRETS: [(&str, &str); 2] = [
    (
        "flyte-binary",
        "configuration:
  database:
    password: CANARY-1
  storage:
    providerConfig:
      s3: {authType: accesskey, accessKey: CANARY-2, secretKey: CANARY-3}
  auth:
    enabled: true
    authorizedUris: [https://flyte.example.org/]
    oidc:
      baseUrl: https://me:CANARY-13@accounts.google.com
      clientId: 123456789012
      clientSecret: 'CANARY-4'
    internal:
      clientSecret: CANARY-5 #CANARY-6
      clientSecretHash: b'Q0FOQVJZ-CANARY-7'
  inline:
    auth:
      userAuth: {openId: {scopes: [email], clientSecret: CANARY-8}}
      appAuth:
        authServerType: self
        selfAuthServer:
          staticClients:
            mine: {id: other, client_secret: CANARY-9, rotated_secrets: [CANARY-10]}
      httpProxyURL: http://me:CANARY-14@proxy.example.org:3128
deployment:
  extraEnvVars:
    - {name: FLYTE_SECRET_oidc_client_secret, value: CANARY-11}
auth:
  oidc: {clientSecret: CANARY-12}
",
    ),
    (
        "flyte-core",
        "db:
  datacatalog: {database: {password: CANARY-20}}
  admin: {database: {password: CANARY-21}}
storage:
  s3: {accessKey: CANARY-22, secretKey: CANARY-23}
flyteadmin:
  secrets:
    oidc_client_secret: 'CANARY{{24'
    other_secret: !CANARY-25 CANARY-26
secrets:
  adminOauthClientCredentials:
    clientSecret: 'CANARY-27'
    ClientSecret: CANARY-28
configmap:
  adminServer:
    server: {security: {useAuth: true}}
    auth:
      authorizedUris: [https://flyte.example.org/, http://flyteadmin:80]
      userAuth:
        openId:
        baseUrl: https://me:CANARY-31@accounts.google.com
        clientSecret: CANARY-29
        httpProxyURL: http://me:CANARY-32@proxy.example.org:3128
      appAuth:
        selfAuthServer:
          staticClients:
            flytepropeller: {id: flytepropeller, client_secret: $2b$06$CANARY-30, scopes: [all]}
",
    ),
];

#[test]
fn reports_fixes_and_diffs_hide_secrets() {
    let mut commands: Vec<Vec<&str>> = FORMATS.iter().map(|format| vec!["lint", "--format", format]).collect();
    commands.extend([
        vec!["lint", "--diff"],
        vec!["lint", "--diff", "--unsafe-fixes"],
        vec!["lint", "--format", "sarif", "--fix", "--unsafe-fixes"],
        vec!["lint", "--fix", "--unsafe-fixes", "-v"],
        vec!["lint", "--write-baseline"],
        vec!["show"],
        vec!["show", "--format", "json"],
        vec!["show", "--merged"],
    ]);
    // The secret with `{{` keeps flyte-core from rendering; the second run is without it.
    let whole = SECRETS.map(|(chart, values)| (chart, values.replace("{{", "")));
    let broken = SECRETS.map(|(chart, values)| (chart, values.to_owned()));
    for (chart, values) in broken.into_iter().chain(whole) {
        for command in &commands {
            let folder = folder_with_values(&values);
            let output = outcome(flyte_auth(folder.path()).args(command).args(["--chart", chart, "-f", "values.yaml"]));
            assert!(!output.contains("CANARY"), "{command:?} {chart}\n{output}");
            assert!(output.len() > 100, "{command:?} {chart}\n{output}");
            for file in fs::read_dir(folder.path()).unwrap() {
                let file = file.unwrap();
                let text = fs::read_to_string(file.path()).unwrap();
                let is_theirs = file.file_name() == "values.yaml";
                assert!(is_theirs || !text.contains("CANARY"), "{command:?}: {text}");
            }
        }
    }
}

/// A configuration of flytectl and pyflyte with misplaced secrets.
const CLIENT: &str = "\
admin:
  endpoint: https://me:CANARY-40@flyte.example.org/
  authtype: client_secret
  clientId: ci
  clientSecret: CANARY-41
  client_secret: |
    CANARY-42
  clientSecretEnvVar: CANARY-43!
  clientSecretLocation: CANARY-44
  clientSecretLocaton: CANARY-45
  secret: 46
clientSecret: 'CANARY-47'
token: CANARY-48
storage:
  connection: {access-key: CANARY-49, secret-key: CANARY-50}
";

#[test]
fn reports_of_client_configs_hide_secrets() {
    let mut commands: Vec<Vec<&str>> = FORMATS.iter().map(|format| vec!["--format", format]).collect();
    commands.extend([
        vec!["--diff"],
        vec!["--diff", "--unsafe-fixes"],
        vec!["--fix", "--format", "sarif"],
        vec!["--fix", "--unsafe-fixes", "-v"],
        vec!["--write-baseline"],
    ]);
    let broken = CLIENT.replace("  clientId: ci", "  clientId: [ci");
    for text in [CLIENT, &broken] {
        for command in &commands {
            let folder = folder_with(&[("config.yaml", text)]);
            let mut lint = flyte_auth(folder.path());
            lint.args(["lint", "--kind", "client-config", "config.yaml"]);
            let output = outcome(lint.args(command));
            assert!(!output.contains("CANARY"), "{command:?}\n{output}");
            assert!(output.len() > 100, "{command:?}\n{output}");
        }
    }
}

/// YAML reads `!secret` as a tag.
#[test]
fn reports_the_position_of_a_secret_that_is_a_tag() {
    let folder = tempfile::tempdir().unwrap();
    for (start, line) in [
        ("configuration:\n  auth:\n    oidc:\n", "      clientSecret: !CANARY\n"),
        ("configuration:\n  auth:\n    enabled: true\n    oidc:\n", "      clientSecret: !CANARY x\n"),
        ("secrets:\n  adminOauthClientCredentials:\n", "    clientSecret: !CANARY\n"),
        ("flyteadmin:\n  secrets:\n", "    oidc_client_secret: !CANARY\n"),
    ] {
        fs::write(folder.path().join("values.yaml"), format!("{start}{line}")).unwrap();
        let output = outcome(flyte_auth(folder.path()).args(["lint", "values.yaml", "--format", "json"]));
        let finding = output.lines().find(|line| line.contains("unquoted-secret")).unwrap();
        let number = start.lines().count() + 1;
        assert!(finding.contains("\"file\":\"values.yaml\",\"elsewhere\":null"), "{finding}");
        assert!(finding.contains(&format!("\"line\":{number},")), "{finding}");
        assert!(!output.contains("CANARY") && !output.contains("another layer"), "{output}");
    }
}

/// `env` and `file` expect a name; a secret there is not printed.
#[test]
fn hides_a_secret_in_place_of_a_name() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["kQ7CANARYv2z", "CANARYSECRET", "canary8CANARY"] {
        for kind in ["env", "file"] {
            let answers =
                format!("{BASE}url: https://f.example.org\nclients: {{web: {{id: a1, secret: {{{kind}: {name}}}}}}}\n");
            fs::write(folder.path().join("answers.yaml"), answers).unwrap();
            for args in [["generate", "--dry-run"].as_slice(), &["generate", "-o", "-"], &["init", "--yes"]] {
                let output = outcome(flyte_auth(folder.path()).args(args).args(["-a", "answers.yaml"]));
                assert!(output.starts_with("exit 2"), "{output}");
                assert!(!output.contains("CANARY"), "{args:?}\n{output}");
            }
        }
    }
}
