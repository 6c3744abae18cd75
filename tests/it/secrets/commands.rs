//! The printed commands, run in bash and zsh with a fake `kubectl`, and with the real one if it is on the `PATH`.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::{core, of_values, stdout, with_canaries};
use crate::common::project;

/// Runs a script in a shell with the text `kubectl` as the `kubectl` on its `PATH`, and `typed` as its standard input.
/// Returns standard output and standard error, or nothing if the shell is not installed.
fn typed(shell: &str, script: &str, typed: &str, kubectl: &str) -> Option<(String, String)> {
    let folder = tempfile::tempdir().unwrap();
    let path = std::env::var("PATH").unwrap_or_default();
    let fake = folder.path().join("kubectl");
    fs::write(&fake, kubectl).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(&fake, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let script_file = folder.path().join("script");
    fs::write(&script_file, script).unwrap();
    let run = Command::new(shell)
        .arg(&script_file)
        .env_clear()
        .env("PATH", format!("{}:{path}", folder.path().display()))
        .env("HOME", folder.path())
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut run) = run else {
        eprintln!("skipped: {shell} is not installed");
        return None;
    };
    run.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
    let output = run.wait_with_output().unwrap();
    let left: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|file| file.unwrap().file_name())
        .filter(|name| !["kubectl", "script"].iter().any(|own| name == own))
        .collect();
    assert!(left.is_empty(), "nothing is left behind: {left:?}");
    Some((String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap()))
}

/// A `kubectl` that prints its arguments and the content of the files they name.
const RECORDER: &str = r#"#!/bin/sh
for word in "$@"; do
  case $word in
    --from-file=*=*)
      path=${word#--from-file=*=}
      printf 'argument [%s]\n' "${word%/*}"
      printf 'content  [%s]\n' "$(cat "$path"; printf .)"
      ;;
    *) printf 'argument [%s]\n' "$word" ;;
  esac
done
"#;

fn commands(example: &str) -> String {
    stdout(
        with_canaries(project())
            .args(["secrets", "--format", "kubectl", "--answers"])
            .arg(Path::new("examples/answers").join(example)),
    )
}

#[test]
fn commands_pass_typed_secrets_unchanged() {
    let script = commands("keycloak-external-flyte-binary-existing.yaml");
    // The recorder appends the `.`, which shows that no newline follows the secret.
    for shell in ["bash", "zsh"] {
        let Some((output, asked)) = typed(shell, &script, " a b'c\"\\n$HOME %s `id` # \n-n --help\n", RECORDER) else {
            continue;
        };
        assert_eq!(
            output.replace("/proc/self/fd", "/dev/fd"),
            "argument [--namespace]\nargument [flyte]\nargument [create]\nargument [secret]\nargument [generic]\nargument [flyte-client-secrets]\n\
             argument [--from-file=client_secret=/dev/fd]\ncontent  [ a b'c\"\\n$HOME %s `id` # .]\n\
             argument [--from-file=oidc_client_secret=/dev/fd]\ncontent  [-n --help.]\n",
            "{shell}: {asked}"
        );
        assert_eq!(
            asked,
            "client_secret (secret of the client flytepropeller): \noidc_client_secret (secret of the client flyteconsole): \n"
        );
    }
}

#[test]
fn commands_create_nothing_from_an_empty_secret() {
    let script = commands("keycloak-external-flyte-binary-existing.yaml");
    for shell in ["bash", "zsh"] {
        let Some((output, asked)) = typed(shell, &script, "one\n\n", RECORDER) else {
            continue;
        };
        assert_eq!(output, "");
        assert!(asked.ends_with("no secret entered, nothing created\n"));
    }
}

#[test]
fn the_real_kubectl_creates_the_secrets() {
    let real = std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())
        .map(|folder| folder.join("kubectl"))
        .find(|path| path.is_file());
    let Some(real) = real else {
        eprintln!("skipped: kubectl is not installed");
        return;
    };
    let dry = format!("#!/bin/sh\nexec '{}' \"$@\" --dry-run=client -o json\n", real.display());
    let script = commands("gitlab-internal-flyte-core-existing.yaml");
    let Some((output, asked)) = typed("bash", &script, "oidc\npassword\n", &dry) else {
        return;
    };
    let stream = serde_json::Deserializer::from_str(&output).into_iter::<Value>();
    let secrets: Vec<Value> = stream.map(|value| value.expect(&asked)).collect();
    let [oidc, propeller] = secrets.as_slice() else {
        panic!("{output}\n{asked}");
    };
    // base64 of `oidc` and `password`.
    assert_eq!(oidc["data"]["oidc_client_secret"], "b2lkYw==");
    assert_eq!(oidc["metadata"]["name"], "flyte-oidc-client");
    assert_eq!(propeller["data"]["client_secret"], "cGFzc3dvcmQ=");
    assert_eq!(propeller["metadata"]["namespace"], "flyte");
}

/// A `kubectl` that prints its arguments, and for `replace` its standard input.
const REPLACER: &str = r#"#!/bin/sh
printf '[%s]\n' "$*" | sed 's/=[^ =]*fd[^ ]*/=PIPE/g'
case " $* " in
  *' replace '*) sed 's/^/  got: /' ;;
esac
"#;

#[test]
fn replace_updates_existing_secrets() {
    let script = stdout(
        with_canaries(project())
            .args(["secrets", "--format", "kubectl", "--replace", "--answers"])
            .arg("examples/answers/gitlab-internal-flyte-core-existing.yaml"),
    );
    insta::assert_snapshot!(script, @r#"
    (
      ask() {
        printf %s "$1" >&2
        IFS= read -rs secret || true
        printf '\n' >&2
        if [ -z "$secret" ]; then
          printf 'no secret entered, nothing created\n' >&2
          exit 1
        fi
      }
      ask 'oidc_client_secret (secret of the client 0123456789abcdef): '
      secret1=$secret
      kubectl --namespace flyte create secret generic flyte-oidc-client \
        --from-file=oidc_client_secret=<(printf %s "$secret1") \
        --dry-run=client -o yaml | kubectl --namespace flyte replace -f -
    )

    (
      ask() {
        printf %s "$1" >&2
        IFS= read -rs secret || true
        printf '\n' >&2
        if [ -z "$secret" ]; then
          printf 'no secret entered, nothing created\n' >&2
          exit 1
        fi
      }
      ask 'client_secret (flytepropeller'\''s password, with its hash in the values): '
      secret1=$secret
      kubectl --namespace flyte create secret generic flyte-secret-auth \
        --from-file=client_secret=<(printf %s "$secret1") \
        --dry-run=client -o yaml | kubectl --namespace flyte replace -f -
    )
    "#);
    for shell in ["bash", "zsh"] {
        let Some((output, asked)) = typed(shell, &script, "oidc\npassword\n", REPLACER) else {
            continue;
        };
        insta::allow_duplicates! { insta::assert_snapshot!(output, @"
        [--namespace flyte replace -f -]
          got: [--namespace flyte create secret generic flyte-oidc-client --from-file=oidc_client_secret=PIPE --dry-run=client -o yaml]
        [--namespace flyte replace -f -]
          got: [--namespace flyte create secret generic flyte-secret-auth --from-file=client_secret=PIPE --dry-run=client -o yaml]
        "); }
        assert!(!asked.contains("error"), "{asked}");
    }
    insta::assert_snapshot!(of_values(&core("}}\n"), &["--replace"]), @"
    exit 2
    --- stderr
    error: `--replace` requires `--format kubectl`
    ");
}
