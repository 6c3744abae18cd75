//! Generated passwords, and second runs that keep them.

use std::fs;
use std::process::Command;

use super::{names, text};
use crate::common::{folder_with, outcome, project, with_secrets};

#[test]
fn a_second_run_changes_nothing() {
    let mut runs = 0;
    for example in crate::common::answers_examples() {
        let answers = fs::read_to_string(project().join(&example)).unwrap();
        if answers.contains("topology: control-plane") {
            continue;
        }
        let chart = if answers.contains("flyte-core") { "flyte-core" } else { "flyte-binary" };
        let own = match chart {
            "flyte-core" => "# mine\nflyteadmin:\n  replicaCount: 2\n",
            _ => "# mine\ndeployment:\n  replicas: 1\n",
        };
        // The generated password for CI is in a file beside the values.
        let generated = answers.replace("{secret: {env: FLYTE_CREDENTIALS_CLIENT_SECRET}}", "{}");
        for answers in std::iter::once(&answers).chain((generated != answers).then_some(&generated)) {
            let place = folder_with(&[("answers.yaml", answers), ("values.yaml", own)]);
            let mut into = |command: &[&str]| {
                let mut run = with_secrets(place.path());
                let output = outcome(run.args(command).args(["-a", "answers.yaml", "--into", "values.yaml"]));
                assert!(output.starts_with("exit 0"), "{}\n{output}", example.display());
                runs += 1;
                names(place.path()).iter().map(|name| (name.clone(), text(place.path(), name))).collect::<Vec<_>>()
            };
            let first = into(&["generate"]);
            assert!(!first.contains(&("values.yaml".to_owned(), own.to_owned())));
            assert_eq!(into(&["generate"]), first, "{}", example.display());
            // `init` generates another password, and does not replace the file of the former one.
            let is_generated = answers.contains("  ci:        {}");
            if !is_generated {
                assert_eq!(into(&["init", "--yes"]), first, "{}", example.display());
            }
        }
    }
    assert!(runs >= 3 * 12, "{runs}");
}

#[test]
fn writes_nothing_if_the_new_password_cannot_be_shown() {
    let hash_only = "configmap:
  adminServer:
    auth:
      appAuth:
        selfAuthServer:
          staticClients:
            flytepropeller:
              client_secret: old
";
    let place = folder_with(&[("values.yaml", hash_only)]);
    let run = |redirect: &str| {
        let mut shell = Command::new("sh");
        let line = format!("\"$0\" hash --cost 4 --into values.yaml {redirect}");
        shell.env_clear().current_dir(place.path()).args(["-c", &line, env!("CARGO_BIN_EXE_flyte-auth")]);
        outcome(&mut shell)
    };
    for redirect in [">/dev/null", ">&-", ">/dev/full"] {
        let output = run(redirect);
        assert!(
            output.starts_with("exit 2\n--- stderr\nerror: the new password cannot be shown, and nothing"),
            "{output}"
        );
        assert_eq!(text(place.path(), "values.yaml"), hash_only, "{redirect}");
    }
    assert!(run("").starts_with("exit 0\n--- stdout\npassword  p"));
    assert_ne!(text(place.path(), "values.yaml"), hash_only);
}
