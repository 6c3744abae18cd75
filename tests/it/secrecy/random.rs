//! Random files with secrets at random places and in unusual forms: no output and no other file shows a secret.
//!
//! `FLYTE_AUTH_CASES` multiplies the number of files.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::common::random::Random;
use crate::common::{FORMATS, project, with_secrets};

/// Paths of maps that get a key with a secret.
const PLACES: [&str; 14] = [
    "",
    "configuration.auth.oidc",
    "configuration.auth.internal",
    "configuration.inline.auth.userAuth.openId",
    "configuration.database",
    "configmap.adminServer.auth.userAuth.openId",
    "secrets.adminOauthClientCredentials",
    "flyteadmin.secrets",
    "admin",
    "admin.clientSecretsExternalSecretRef",
    "flyte-core.configmap.adminServer.auth.appAuth.selfAuthServer.staticClients.flytepropeller",
    "extraEnv",
    "secrets",
    "idp",
];

const KEYS: [&str; 33] = [
    "clientSecret",
    "client_secret",
    "ClientSecret",
    "clientSecrt",
    "clinetSecret",
    "oidcClientSecret",
    "oidc_client_secret",
    "secret",
    "oidcSecret",
    "webSecret",
    "OKTA_CLIENT_SECRET",
    "password",
    "passwrod",
    "dbPassword",
    "authToken",
    "apiToken",
    "token",
    "clientSecretHash",
    "passwordHash",
    "credential",
    "secretKey",
    "accessKey",
    "clientSecretValue",
    "clientSecretName",
    "clientSecretEnvVar",
    "clientSecretLocation",
    "\"client-secret\"",
    "'oidc.clientSecret'",
    "CLIENTSECRET",
    "kc_admin_password",
    "hash",
    "!!str clientSecret",
    "&k clientSecret",
];

/// Forms of a value; `C` is the canary, `>` at the start of a line is the indentation below the key.
const FORMS: [&str; 36] = [
    " C",
    " C",
    " 'C'",
    " \"C\"",
    " C # why",
    " C #C",
    " #C",
    " *C",
    " !C",
    " !C C",
    " &C C",
    " |C",
    " >C",
    " @C",
    " %C",
    " `C`",
    " |\n> C",
    " >-\n> C\n> C",
    " |\nC",
    "\n> C",
    "\nC",
    " {C}",
    " {x: C}",
    " [C, C]",
    " \"C\n> C\"",
    " \"C",
    "C",
    " !!str C",
    " !!binary C",
    " !<tag:x> 'C'",
    " &C",
    " &a !!str C",
    " [{clientSecret: C}]",
    " - C",
    " {value: C, name: x}",
    " ? C",
];

/// Other lines with a secret.
const LINES: [&str; 31] = [
    "any:\n  ? clientSecret\n  : C\n",
    "shared: &s C\nother: {clientSecret: *s}\n",
    "# clientSecret: C\n",
    "extra: |\n  clientSecret: C\n  id: x\n",
    "extra: '{\"clientSecret\": \"C\"}'\n",
    "args: ['--client-secret=C']\n",
    "args: ['--client-secret', 'C']\n",
    "args:\n- --client-secret\n- C\n",
    "command: run --client-secret C\n",
    "env: [{name: FLYTE_TOKEN_x, value: C}]\n",
    "extraEnvVars:\n- name: OKTA_TOKEN\n  value: C\n",
    "configuration: {auth: {oidc: {baseUrl: 'https://u:C@example.org'}}}\n",
    "configuration: {auth: {oidc: {baseUrl: 'https://u:pa/C@example.org'}}}\n",
    "configmap: {adminServer: {auth: {httpProxyURL: 'http://u:pa#C@example.org:3128'}}}\n",
    "configmap: {admin: {admin: {endpoint: 'dns:///u:C@example.org'}}}\n",
    "configmap: {admin: {admin: {endpoint: 'u:C@example.org'}}}\n",
    "url: https://example.org/?a=b&client_secret=C\n",
    "shared: &s {clientSecret: C}\nother: {<<: *s}\n",
    "shared: &s {x: C}\nother: {clientSecret: *s}\n",
    "shared: &s [C]\nother: {clientSecret: *s}\n",
    "shared: &s\n  clientSecret: C\nother:\n  <<: *s\n  clientId: x\n",
    "a: &s C\nsecrets: {any: {clientSecret: *s}}\n",
    "configuration: {auth: {clientSecretsExternalSecretRef: C}}\n",
    "redirect: https://example.org/cb?token=C#x\n",
    "redirect: 'https://example.org/#access_token=C'\n",
    "annotations: {auth: 'Bearer C'}\n",
    "config: 'client_secret=C;user=x'\n",
    "extra: |-\n  [admin]\n  client_secret = C\n",
    "env: {FLYTE_TOKEN: {value: C}}\n",
    "--- # clientSecret: C\nclientSecret: C\n",
    "clients: {propeller: {id: x, secret: C}, web: {id: y, secret: {value: C}}}\n",
];

/// A file with secrets in it.
fn file(random: &mut Random) -> Vec<u8> {
    let base = random.pick(&["flyte-binary-google-internal", "flyte-core-okta-external", "flyte-binary-okta-external"]);
    let base = project().join(format!("examples/values/{base}.yaml"));
    // The secrets of the examples are not canaries.
    let mut text = match random.below(4) {
        0 => String::new(),
        1 => "chart: flyte-binary\nauthServer: internal\nurl: https://f.example.org\nidp: {type: google}\n".to_owned(),
        _ => fs::read_to_string(base).unwrap(),
    };
    for _ in 0..=random.below(3) {
        let canary = format!("kQ{}CANARYv{}z", random.below(1000), random.below(1000));
        if random.below(3) == 0 {
            text.push_str(&random.pick(&LINES).replace('C', &canary));
            continue;
        }
        let place = random.pick(&PLACES);
        let mut indent = 0;
        for key in place.split('.').filter(|key| !key.is_empty()) {
            text.push_str(&format!("{:indent$}{key}:\n", ""));
            indent += 2;
        }
        let key = random.pick(&KEYS);
        let form = random.pick(&FORMS).replace('C', &canary).replace("\n>", &format!("\n{:indent$} ", ""));
        text.push_str(&format!("{:indent$}{key}:{form}\n", ""));
        if random.below(2) == 0 {
            text.push_str(&format!("{:indent$}clientId: me\n", ""));
        }
    }
    match random.below(12) {
        0 => [vec![0xff, 0xfe], utf_16(&text)].concat(),
        1 => utf_16(&text),
        2 => text.replace('\n', "\r\n").into_bytes(),
        _ => text.into_bytes(),
    }
}

fn utf_16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// The commands for each file; `lint` also runs in each format.
const COMMANDS: [&[&str]; 31] = [
    &["lint", "file.yaml", "--verbose"],
    &["lint", ".", "--verbose"],
    &["lint", "--diff", "file.yaml"],
    &["lint", "--diff", "--unsafe-fixes", "-f", "file.yaml"],
    &["lint", "--write-baseline", "file.yaml"],
    &["lint", "--kind", "client-config", "file.yaml"],
    &["lint", "--kind", "client-config", "--diff", "--unsafe-fixes", "file.yaml"],
    &["lint", "--chart", "flyte-core", "-f", "file.yaml", "--set", "a.clientSecret=x,kQ1CANARYz"],
    &["lint", "--chart", "flyte-core", "-f", "file.yaml", "--set-json", "a={\"b\": kQ1CANARYz}"],
    &["show", "-f", "file.yaml"],
    &["show", "--chart", "flyte-core", "-f", "file.yaml", "--format", "json"],
    &["show", "--merged", "-f", "file.yaml"],
    &["show", "--merged", "--format", "json", "-f", "file.yaml"],
    &["guide", "-f", "file.yaml"],
    &["next", "-f", "file.yaml"],
    &["client", "-f", "file.yaml"],
    &["secrets", "-f", "file.yaml"],
    &["guide", "-a", "file.yaml"],
    &["generate", "-a", "file.yaml", "--dry-run"],
    &["generate", "-a", "answers.yaml", "--into", "file.yaml", "--dry-run"],
    &["init", "--yes", "-a", "answers.yaml", "--into", "file.yaml", "--dry-run"],
    &["init", "--yes", "--from", "file.yaml", "--dry-run"],
    &["hash", "--cost", "4", "--stdin", "--into", "file.yaml"],
    &["lint", "--fix", "--unsafe-fixes", "file.yaml"],
    &[
        "lint",
        "--chart",
        "flyte-binary",
        "-f",
        "file.yaml",
        "--set-string",
        "configuration.auth.oidc.clientSecrt=kQ1CANARYz",
    ],
    &["show", "--chart", "flyte-binary", "-f", "file.yaml", "--set", "configuration.auth.oidc.clientSecret=kQ1CANARYz"],
    &["show", "--chart", "flyte-core", "-f", "file.yaml", "--set", "configmap.admin.admin[clientSecret=kQ1CANARYz"],
    &["diagnose", "file.yaml"],
    &["diagnose", "file.yaml", "--format", "json"],
    &["diagnose", "file.yaml", "-f", "file.yaml", "--format", "markdown"],
    &["check", "file.yaml", "--dry-run"],
];

/// Runs a command with a file, and fails if the output or another file shows the secret.
fn run(folder: &Path, bytes: &[u8], args: &[&str]) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        if entry.file_name() != "answers.yaml" {
            fs::remove_file(entry.path()).unwrap();
        }
    }
    fs::write(folder.join("file.yaml"), bytes).unwrap();
    let mut command: Command = with_secrets(folder);
    command.args(args);
    if args.contains(&"--stdin") {
        fs::write(folder.join("password"), "correct-horse-battery-staple").unwrap();
        command.stdin(fs::File::open(folder.join("password")).unwrap());
    }
    let output = command.output().unwrap();
    let mut printed = [output.stdout, output.stderr].concat();
    for entry in fs::read_dir(folder).unwrap().flatten().filter(|entry| entry.file_name() != "file.yaml") {
        printed.extend(fs::read(entry.path()).unwrap());
    }
    // UTF-16 has NUL bytes between the letters.
    let letters: String = String::from_utf8_lossy(&printed).chars().filter(char::is_ascii_alphanumeric).collect();
    let shows = letters.contains("CANARY");
    assert!(
        !shows,
        "{args:?}\n--- the file\n{}\n--- the output\n{}",
        String::from_utf8_lossy(bytes),
        String::from_utf8_lossy(&printed)
    );
    assert_ne!(output.status.code(), Some(101), "{args:?}\n{}", String::from_utf8_lossy(&printed));
}

#[test]
fn random_files_show_no_secret() {
    let files = crate::common::cases(12);
    let seed = std::env::var("FLYTE_AUTH_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20);
    let folder = tempfile::tempdir().unwrap();
    let answers = fs::read_to_string(project().join("examples/answers/google-internal-flyte-binary.yaml")).unwrap();
    fs::write(folder.path().join("answers.yaml"), answers).unwrap();
    let mut random = Random(seed);
    let mut runs = 0;
    for _ in 0..files {
        let bytes = file(&mut random);
        for args in COMMANDS {
            run(folder.path(), &bytes, args);
            runs += 1;
        }
        for format in FORMATS {
            let report = format!("{format}=report");
            run(folder.path(), &bytes, &["lint", "--chart", "flyte-binary", "file.yaml", "--format", format]);
            run(folder.path(), &bytes, &["lint", "--chart", "flyte-core", "file.yaml", "--format", &report]);
            runs += 2;
        }
    }
    eprintln!("{runs} runs over {files} files");
}

#[test]
fn hides_a_secret_at_the_anchor_of_its_alias() {
    let folder = tempfile::tempdir().unwrap();
    for text in
        ["shared: &s kQ240CANARYv295z\nother: {clientSecret: *s}\n", "a: {clientSecret: &s kQ1CANARYv2z}\nb: *s\n"]
    {
        for format in ["human", "json"] {
            run(folder.path(), text.as_bytes(), &["show", "--merged", "--format", format, "-f", "file.yaml"]);
        }
    }
}
