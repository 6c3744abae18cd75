//! File names from outside cannot inject lines or control characters into the output.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;
use std::process::Command;

use crate::common::{FORMATS, example_values, flyte_auth, outcome, place_answers, project, with_secrets};

/// File names that a pull request can contain: a command for GitHub Actions, terminal escapes, a bidirectional character.
const NAMES: [&str; 4] = [
    "values\n::error::PWNED\n.yaml",
    "values\r\n::stop-commands::x.yaml",
    "values\u{1b}[31m\u{7}.yaml",
    "values\u{202e}lmay.yaml",
];

/// The output of a command has no line that begins in a file name, and no control characters.
fn assert_clean(command: &mut Command, what: &str) {
    let output = command.output().unwrap();
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    for line in text.lines() {
        let is_own = line.starts_with("::error file=") || line.starts_with("::warning file=");
        let is_own = is_own || line.starts_with("::notice file=");
        assert!(!line.trim_start().starts_with("::") || is_own || line.starts_with("   ::: "), "{what}\n{text}");
    }
    assert!(!text.contains("\n::stop") && !text.contains('\r'), "{what}\n{text}");
    assert!(!text.contains(|c: char| (c.is_control() && c != '\n') || c == '\u{202e}'), "{what}\n{text:?}");
}

#[test]
fn file_names_cannot_inject() {
    let values = example_values("flyte-binary-google-internal");
    let wrong = values.replace("enabled: true", "enabled: true\n    enabld: true");
    let mut runs = 0;
    for name in NAMES {
        for text in [values.as_str(), &wrong, "a: [1\n", "kind: Pod\napiVersion: v1\n"] {
            let folder = tempfile::tempdir().unwrap();
            let answers = place_answers(folder.path(), "google-internal-flyte-binary");
            let inner = folder.path().join("inner");
            fs::create_dir(&inner).unwrap();
            fs::write(inner.join(name), text).unwrap();
            let file = format!("inner/{name}");
            let mut commands: Vec<Vec<&str>> = Vec::new();
            for format in FORMATS {
                commands.push(vec!["lint", "--verbose", "--format", format, "inner"]);
                commands.push(vec!["lint", "--format", format, &file]);
            }
            commands.extend([
                vec!["lint", "--diff", "--unsafe-fixes", &file],
                vec!["lint", "--baseline", &file, "inner"],
                vec!["lint", "--config", &file, "inner"],
                vec!["lint", "--write-baseline", "--baseline", &file, "inner"],
                vec!["lint", "-o", &file, "inner"],
                vec!["show", "-f", &file],
                vec!["show", "-f", &file, "--merged"],
                vec!["guide", "-f", &file],
                vec!["next", "-f", &file],
                vec!["client", "-f", &file],
                vec!["secrets", "-f", &file],
                vec!["guide", "-a", &file],
                vec!["generate", "-a", &file, "--dry-run"],
                vec!["generate", "-a", &answers, "-o", &file],
                vec!["generate", "-a", &answers, "--into", &file, "--dry-run"],
                vec!["generate", "-a", &answers, "--into", &file],
                vec!["init", "--yes", "-a", &answers, "--into", &file],
                vec!["init", "--yes", "-a", &answers, "-o", "new", "--save-answers", &file],
                vec!["hash", "--cost", "4", "--into", &file],
                vec!["lint", "--fix", "--unsafe-fixes", &file],
            ]);
            for args in commands {
                assert_clean(with_secrets(folder.path()).args(&args), &format!("{args:?}"));
                runs += 1;
            }
        }
    }
    assert_eq!(runs, 4 * 4 * (14 + 20));
}

#[test]
fn handles_file_names_that_are_not_utf_8() {
    let folder = tempfile::tempdir().unwrap();
    let name = Path::new(OsStr::from_bytes(b"donn\xe9es-values.yaml"));
    fs::write(folder.path().join(name), "configuration: {auth: {enabled: true, oidc: {clientId: 123456789012}}}\n")
        .unwrap();
    let lint = |args: &[&OsStr]| {
        let output = outcome(flyte_auth(folder.path()).args(["lint", "--format", "concise"]).args(args));
        output.lines().next().unwrap_or_default().to_owned() + "\n" + output.lines().last().unwrap_or_default()
    };
    let own = lint(&[name.as_os_str()]);
    insta::assert_snapshot!(own, @"
    exit 1
    Found 6 errors (1 fixable with `--fix`)
    ");
    assert_eq!(lint(&[OsStr::new(".")]), own);
    let output = outcome(flyte_auth(folder.path()).args(["lint", ".", "--format", "concise"]));
    assert!(output.contains("donn\\xe9es-values.yaml:1:"), "{output}");
    let fixed = outcome(flyte_auth(folder.path()).args(["lint", "--fix", "."]));
    insta::assert_snapshot!(fixed, @r#"
    exit 1
    --- stdout
    error[binary-authorized-uris-empty-or-not-first]: `authorizedUris` is empty, so the public URL is `http://flyte-backend-flyte-binary:8088`, the chart's entry for a Service that does not exist
       --> flyte-binary 1.16.8: values.yaml:159:1
        |
    159 | authorizedUris: []
        | ^^^^^^^^^^^^^^^^^^
        |
        = help: write the public URL first in `configuration.auth.authorizedUris`, as in `- https://flyte.example.org`

    error[binary-required-fields]: `helm upgrade` fails: flyte-binary requires `configuration.auth.internal.clientSecret` if authentication is enabled
       --> flyte-binary 1.16.8: values.yaml:142:1
        |
    142 | clientSecret: ""
        | ^^^^^^^^^^^^^^^^ `configuration.auth.internal.clientSecret` is not set
        |
        = help: set it; if another values file has it, lint both files with `-f`

    error[binary-required-fields]: `helm upgrade` fails: flyte-binary requires `configuration.auth.oidc.baseUrl` if authentication is enabled
       --> flyte-binary 1.16.8: values.yaml:130:1
        |
    130 | baseUrl: ""
        | ^^^^^^^^^^^ `configuration.auth.oidc.baseUrl` is not set
        |
        = help: set it; if another values file has it, lint both files with `-f`

    error[binary-required-fields]: `helm upgrade` fails: flyte-binary requires `configuration.auth.oidc.clientSecret` if authentication is enabled
       --> flyte-binary 1.16.8: values.yaml:134:1
        |
    134 | clientSecret: ""
        | ^^^^^^^^^^^^^^^^ `configuration.auth.oidc.clientSecret` is not set
        |
        = help: set it; if another values file has it, lint both files with `-f`

    error[propeller-secret-without-static-client-hash]: flytepropeller cannot log in: flyteadmin has no hash of its client secret
       --> flyte-binary 1.16.8: values.yaml:144:1
        |
    144 | clientSecretHash: ""
        | ^^^^^^^^^^^^^^^^^^^^
        |
        = help: set the hash of the client secret; `flyte-auth hash --stdin` computes it

    Found 5 errors
    --- stderr
    Fixed 1 problem in donn\xe9es-values.yaml:
      value-changed-by-decoding: Put it in quotes
    "#);
    assert!(fs::read_to_string(folder.path().join(name)).unwrap().contains("'123456789012'"));
}

#[test]
fn printed_commands_quote_files_for_helm() {
    let folder = tempfile::tempdir().unwrap();
    let answers = place_answers(folder.path(), "google-internal-flyte-binary");
    let output = outcome(with_secrets(folder.path()).args(["generate", "-a", &answers, "-o", "d,x"]));
    // Helm reads the argument of `-f` as comma-separated values.
    assert!(output.contains("-f '\"d,x/values.yaml\"'"), "{output}");
}

#[test]
fn actions_and_hooks_pass_files_after_two_dashes() {
    let read = |name: &str| fs::read_to_string(project().join(name)).unwrap();
    assert!(read("action.yml").contains(" -- \"${files[@]}\""));
    assert!(read(".pre-commit-hooks.yaml").contains("args: [--]"));
    let base = read("Dockerfile");
    let base = base.lines().find_map(|line| line.strip_prefix("FROM rust:")).unwrap();
    assert!(base.split(['.', '-']).take(3).all(|part| part.parse::<u32>().is_ok()), "{base}");
}

#[test]
fn show_escapes_bidirectional_characters() {
    let folder = tempfile::tempdir().unwrap();
    let values = "configuration: {auth: {enabled: true, oidc: {baseUrl: \"https://a\u{202e}b\", clientId: c}}}\n";
    fs::write(folder.path().join("values.yaml"), values).unwrap();
    let output = outcome(flyte_auth(folder.path()).args(["show", "--chart", "flyte-core", "-f", "values.yaml"]));
    assert!(!output.contains('\u{202e}'), "{output:?}");
}
