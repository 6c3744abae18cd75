//! What `secrets` prints, what Kubernetes gets from it, and what is said of upgrades.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::common::{HASH, answers_examples, flyte_auth, generated, outcome, place_answers, project};
use flyte_auth::internals::yaml::{HelmVersion, read};
use serde_json::Value;

/// The binary with canaries in place of the examples' secrets.
fn with_canaries(folder: &Path) -> Command {
    let mut command = flyte_auth(folder);
    command
        .env("FLYTE_WEB_SECRET", "canary-of-the-console")
        .env("FLYTE_PROPELLER_SECRET", "canary-of-propeller")
        .env("FLYTE_PROPELLER_HASH", HASH);
    command
}

/// What goes to standard output; the command must end well.
fn stdout(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    String::from_utf8(output.stdout).unwrap()
}

/// Each manifest of a text, as Kubernetes reads it.
fn manifests(text: &str) -> Vec<Value> {
    text.split("---\n")
        .map(|one| {
            let stream = read(one.as_bytes(), HelmVersion::V3).unwrap();
            assert!(stream.dropped.is_empty());
            let [document] = stream.documents.as_slice() else {
                panic!("one document");
            };
            document.to_json(document.root())
        })
        .collect()
}

/// Namespace, name and keys of each Secret that manifests make.
fn made(text: &str) -> BTreeMap<(String, String), Vec<String>> {
    let text_of = |value: &Value| value.as_str().unwrap().to_owned();
    manifests(text)
        .iter()
        .map(|manifest| {
            let namespace = text_of(&manifest["metadata"]["namespace"]);
            match manifest["kind"].as_str() {
                Some("Secret") => {
                    assert_eq!(manifest["apiVersion"], "v1");
                    let keys = manifest["stringData"].as_object().unwrap();
                    let name = text_of(&manifest["metadata"]["name"]);
                    ((namespace, name), keys.keys().cloned().collect())
                }
                Some("ExternalSecret") => {
                    assert_eq!(manifest["apiVersion"], "external-secrets.io/v1");
                    let spec = &manifest["spec"];
                    let data = spec["data"].as_array().unwrap();
                    let keys = data.iter().map(|entry| {
                        assert_eq!(entry["remoteRef"]["property"], entry["secretKey"]);
                        text_of(&entry["secretKey"])
                    });
                    let name = text_of(&spec["target"]["name"]);
                    ((namespace, name), keys.collect())
                }
                other => panic!("{other:?}"),
            }
        })
        .collect()
}

#[test]
fn secrets_made_elsewhere_in_every_format() {
    for example in answers_examples() {
        let name = example.file_stem().unwrap().to_str().unwrap();
        if !name.ends_with("existing") {
            continue;
        }
        let mut page = String::new();
        for arguments in [&["--format", "manifest"][..], &["--format", "external-secret"], &["--format", "kubectl"]] {
            let told = outcome(with_canaries(project()).arg("secrets").args(arguments).arg("--answers").arg(&example));
            let _ = writeln!(page, "$ secrets {}\n{told}", arguments.join(" "));
        }
        insta::assert_snapshot!(format!("secrets_{name}"), page);
    }
}

#[test]
fn answers_and_the_values_generated_from_them_expect_the_same_secrets() {
    for example in answers_examples() {
        let flags = ["--secrets", "existing", "--propeller-hash-env", "FLYTE_PROPELLER_HASH"];
        let internal = fs::read_to_string(&example).unwrap().contains("authServer: internal");
        let flags = &flags[..if internal { 4 } else { 2 }];
        let folder = generated(&example, flags);
        let manifest = fs::read_to_string(folder.path().join("secrets-manifest.yaml")).unwrap();
        let of_answers = |format| {
            stdout(
                with_canaries(project())
                    .args(["secrets", "--format", format, "--answers"])
                    .arg(&example)
                    .args(["--secrets", "existing"]),
            )
        };
        assert_eq!(of_answers("manifest"), manifest, "{}", example.display());
        let mut of_values = BTreeMap::new();
        for file in fs::read_dir(folder.path()).unwrap() {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if name.starts_with("values") {
                let text = stdout(flyte_auth(folder.path()).args(["secrets", "-f", name]));
                of_values.extend(made(&text));
            }
        }
        assert_eq!(made(&manifest), of_values, "{}", example.display());
        assert_eq!(made(&of_answers("external-secret")), of_values);
        let commands = of_answers("kubectl");
        for ((namespace, name), keys) in &of_values {
            let start = format!("kubectl --namespace {namespace} create secret generic {name} ");
            assert!(commands.contains(&start), "{commands}");
            for key in keys {
                assert!(commands.contains(&format!("--from-file={key}=<(")), "{commands}");
            }
        }
        let all = format!("{manifest}{commands}");
        assert!(!all.contains("canary") && !all.contains(HASH), "{all}");
    }
}

/// Runs the commands of an example in a shell, with a `kubectl` that writes down its arguments and what is in the files
/// that they name. The answers are typed in.
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
        eprintln!("skipped: there is no {shell}");
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
fn the_commands_hand_on_what_is_typed_and_nothing_else() {
    let script = commands("keycloak-external-flyte-binary-existing.yaml");
    // The `.` is the recorder's, to show that there is no line end.
    for shell in ["bash", "zsh"] {
        let Some((told, asked)) = typed(shell, &script, " a b'c\"\\n$HOME %s `id` # \n-n --help\n", RECORDER) else {
            continue;
        };
        assert_eq!(
            told.replace("/proc/self/fd", "/dev/fd"),
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
fn nothing_is_made_of_nothing() {
    let script = commands("keycloak-external-flyte-binary-existing.yaml");
    for shell in ["bash", "zsh"] {
        let Some((told, asked)) = typed(shell, &script, "one\n\n", RECORDER) else {
            continue;
        };
        assert_eq!(told, "");
        assert!(asked.ends_with("no secret entered, nothing created\n"));
    }
}

#[test]
fn the_real_kubectl_makes_the_secret() {
    let real = std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())
        .map(|folder| folder.join("kubectl"))
        .find(|path| path.is_file());
    let Some(real) = real else {
        eprintln!("skipped: there is no kubectl");
        return;
    };
    let dry = format!("#!/bin/sh\nexec '{}' \"$@\" --dry-run=client -o json\n", real.display());
    let script = commands("gitlab-internal-flyte-core-existing.yaml");
    let Some((told, asked)) = typed("bash", &script, "oidc\npassword\n", &dry) else {
        return;
    };
    let stream = serde_json::Deserializer::from_str(&told).into_iter::<Value>();
    let secrets: Vec<Value> = stream.map(|value| value.expect(&asked)).collect();
    let [oidc, propeller] = secrets.as_slice() else {
        panic!("{told}\n{asked}");
    };
    // base64 of `oidc` and `password`.
    assert_eq!(oidc["data"]["oidc_client_secret"], "b2lkYw==");
    assert_eq!(oidc["metadata"]["name"], "flyte-oidc-client");
    assert_eq!(propeller["data"]["client_secret"], "cGFzc3dvcmQ=");
    assert_eq!(propeller["metadata"]["namespace"], "flyte");
}

/// A `kubectl` that says what it was called with; one that replaces says what it got, too.
const REPLACER: &str = r#"#!/bin/sh
printf '[%s]\n' "$*" | sed 's/=[^ =]*fd[^ ]*/=PIPE/g'
case " $* " in
  *' replace '*) sed 's/^/  got: /' ;;
esac
"#;

#[test]
fn secrets_that_exist_are_replaced() {
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
        let Some((told, asked)) = typed(shell, &script, "oidc\npassword\n", REPLACER) else {
            continue;
        };
        insta::allow_duplicates! { insta::assert_snapshot!(told, @"
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

/// Runs `secrets` on values, with further arguments.
fn of_values(values: &str, arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("values.yaml"), values).unwrap();
    outcome(flyte_auth(folder.path()).args(["secrets", "-f", "values.yaml"]).args(arguments))
}

/// The first values of flyte-core that turn auth on, and what is laid over them.
fn core(more: &str) -> String {
    format!(
        "configmap:\n  adminServer:\n    server: {{security: {{useAuth: true}}}}\n    auth:\n      authorizedUris: [https://flyte.example.org]\n      userAuth: {{openId: {{baseUrl: https://idp.example.org, clientId: console{more}"
    )
}

#[test]
fn values_say_where_secrets_are_read() {
    // A variable of flyteadmin's; propeller's secret is in the values.
    insta::assert_snapshot!(of_values(
        &core(
            "}}\nflyteadmin:\n  env:\n    - name: FLYTE_SECRET_oidc_client_secret\n      valueFrom: {secretKeyRef: {name: '{{ .Release.Name }}-oidc', key: secret}}\n"
        ),
        &[]
    ), @"
    exit 0
    --- stdout
    # The Secrets that the values refer to. Replace each <placeholder>, run `kubectl apply -f FILE`, then
    # delete this file; or create the same Secrets with your secret manager.
    apiVersion: v1
    kind: Secret
    metadata:
      name: 'flyte-backend-oidc'
      namespace: 'flyte'
    type: Opaque
    # Read by flyteadmin.
    stringData:
      secret: '<secret of the client console>'
    --- stderr
    note: a changed Secret does not restart pods: run `kubectl -n flyte rollout restart deployment/flyteadmin`
    ");
    // A key under another name, in a folder that a projected volume fills; a variable of propeller's.
    insta::assert_snapshot!(of_values(
        &core(
            ", clientSecretFile: /etc/oidc/deep/file}}\n  admin: {admin: {clientSecretEnvVar: FLYTE_SECRET}}\nsecrets: {adminOauthClientCredentials: {clientSecret: null}}\nflyteadmin:\n  additionalVolumes:\n    - name: oidc\n      projected:\n        sources:\n          - configMap: {name: other}\n          - secret: {name: sso.example, items: [{key: flyte.web, path: deep/file}]}\n  additionalVolumeMounts: [{name: oidc, mountPath: /etc/oidc/}]\nflytepropeller:\n  podEnv: [{name: FLYTE_SECRET, valueFrom: {secretKeyRef: {name: propeller, key: token}}}]\n"
        ),
        &["--format", "kubectl"]
    ), @r#"
    exit 0
    --- stdout
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
      ask 'flyte.web (secret of the client console): '
      secret1=$secret
      kubectl --namespace flyte create secret generic sso.example \
        --from-file=flyte.web=<(printf %s "$secret1")
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
      ask 'token (flytepropeller'\''s password, with its hash in the values): '
      secret1=$secret
      kubectl --namespace flyte create secret generic propeller \
        --from-file=token=<(printf %s "$secret1")
    )
    --- stderr
    note: `sso.example`: Read by flyteadmin
    note: `propeller`: Read by flytepropeller
    note: paste this into bash or zsh, or run it as a script; it asks for each secret with hidden input
    note: to replace existing Secrets, print the commands with `--replace`
    note: flytepropeller's password and the hash in the values must match: `flyte-auth hash` generates both
    note: a changed Secret does not restart pods: run `kubectl -n flyte rollout restart deployment/flyteadmin deployment/flytepropeller`
    "#);
}

#[test]
fn the_version_says_which_name_is_read() {
    // A file by `subPath`, a name of the Secret that this version does not read, and a scheduler.
    insta::assert_snapshot!(of_values(
        &core(
            ", clientSecretFile: /etc/oidc}}\nsecrets: {adminOauthClientCredentials: {clientSecret: null, secretName: mine}}\nworkflow_scheduler: {enabled: true, type: native}\nflyteadmin:\n  additionalVolumes: [{name: oidc, secret: {secretName: sso}}]\n  additionalVolumeMounts: [{name: oidc, mountPath: /etc/oidc, subPath: web}]\n"
        ),
        &["--flyte-version", "1.14.1"]
    ), @"
    exit 0
    --- stdout
    # The Secrets that the values refer to. Replace each <placeholder>, run `kubectl apply -f FILE`, then
    # delete this file; or create the same Secrets with your secret manager.
    apiVersion: v1
    kind: Secret
    metadata:
      name: 'sso'
      namespace: 'flyte'
    type: Opaque
    # Read by flyteadmin.
    stringData:
      web: '<secret of the client console>'
    ---
    apiVersion: v1
    kind: Secret
    metadata:
      name: 'flyte-secret-auth'
      namespace: 'flyte'
    type: Opaque
    # Read by flytepropeller and flytescheduler.
    stringData:
      client_secret: '<flytepropeller''s password, with its hash in the values>'
    --- stderr
    note: flytepropeller's password and the hash in the values must match: `flyte-auth hash` generates both
    note: if the chart created `flyte-secret-auth`, the upgrade deletes it, even with your own secret in it; run first: `kubectl -n flyte annotate secret flyte-secret-auth helm.sh/resource-policy=keep`
    note: a changed Secret does not restart pods: run `kubectl -n flyte rollout restart deployment/flyteadmin deployment/flytepropeller deployment/flytescheduler`
    ");
    // The same with a version that reads it: flytescheduler does not.
    insta::assert_snapshot!(of_values(
        &core(
            "}}\nsecrets: {adminOauthClientCredentials: {clientSecret: null, secretName: mine}}\nworkflow_scheduler: {enabled: true, type: native}\nflyteadmin: {secrets: {oidc_client_secret: canary}}\n"
        ),
        &[]
    ), @"
    exit 0
    --- stdout
    # The Secrets that the values refer to. Replace each <placeholder>, run `kubectl apply -f FILE`, then
    # delete this file; or create the same Secrets with your secret manager.
    apiVersion: v1
    kind: Secret
    metadata:
      name: 'mine'
      namespace: 'flyte'
    type: Opaque
    # Read by flytepropeller.
    stringData:
      client_secret: '<flytepropeller''s password, with its hash in the values>'
    ---
    apiVersion: v1
    kind: Secret
    metadata:
      name: 'flyte-secret-auth'
      namespace: 'flyte'
    type: Opaque
    # Read by flytescheduler.
    stringData:
      client_secret: '<flytepropeller''s password, with its hash in the values>'
    --- stderr
    note: flytepropeller's password and the hash in the values must match: `flyte-auth hash` generates both
    note: if the chart created `flyte-secret-auth`, the upgrade deletes it, even with your own secret in it; run first: `kubectl -n flyte annotate secret flyte-secret-auth helm.sh/resource-policy=keep`
    note: a changed Secret does not restart pods: run `kubectl -n flyte rollout restart deployment/flytepropeller deployment/flytescheduler`
    ");
}

#[test]
fn flyte_binary_has_one_secret_for_all_keys() {
    // flyte-binary, with keys of its own.
    insta::assert_snapshot!(of_values(
        "configuration:\n  auth:\n    enabled: true\n    oidc: {baseUrl: https://idp.example.org, clientId: \"it's\"}\n    clientSecretsExternalSecretRef: '{{ .Release.Name }}-flyte-binary-client-secrets'\n    authorizedUris: [https://flyte.example.org]\n  inlineSecretRef: more-config\n  inline: {auth: {userAuth: {cookieHashKeySecretName: my_hash_key, openId: {clientSecretName: web}}}}\n",
        &[
            "--release",
            "prod",
            "--namespace",
            "ml",
            "--format",
            "kubectl"
        ]
    ), @r#"
    exit 0
    --- stdout
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
      ask 'web (secret of the client it'\''s): '
      secret3=$secret
      kubectl --namespace ml create secret generic prod-flyte-binary-client-secrets \
        --from-file=client_secret=<(printf %s "$secret1") \
        --from-file=my_hash_key=./my_hash_key \
        --from-file=web=<(printf %s "$secret3")
    )
    --- stderr
    note: `configuration.inlineSecretRef` refers to the Secret `more-config`, whose keys are config files with unknown content
    note: `prod-flyte-binary-client-secrets`: Read by Flyte's single process
    note: paste this into bash or zsh, or run it as a script; it asks for each secret with hidden input
    note: to replace existing Secrets, print the commands with `--replace`
    note: flytepropeller's password and the hash in the values must match: `flyte-auth hash` generates both
    note: if the chart created `prod-flyte-binary-client-secrets`, the upgrade deletes it, even with your own secret in it; run first: `kubectl -n ml annotate secret prod-flyte-binary-client-secrets helm.sh/resource-policy=keep`; or name your Secret differently in `configuration.auth.clientSecretsExternalSecretRef`
    note: a changed Secret does not restart pods: run `kubectl -n ml rollout restart deployment/prod-flyte-binary`
    "#);
}

#[test]
fn what_no_secret_has_is_told() {
    // Where the chart makes a Secret without the key.
    insta::assert_snapshot!(of_values(&core("}}\n"), &[]), @"
    exit 0
    --- stderr
    note: flyteadmin reads `oidc_client_secret` in `flyte-admin-secrets`, which the chart creates without it: set `flyteadmin.secrets.oidc_client_secret`, or mount an existing Secret and set its file in `clientSecretFile`
    note: no Secrets to create: the chart creates them from the secrets in these values
    help: to manage them outside the chart, set FLYTE_PROPELLER_HASH to the hash of flytepropeller's password in the values, and run `flyte-auth init --into values.yaml --secrets existing --yes --propeller-hash-env FLYTE_PROPELLER_HASH`
    ");
    // What no Secret of these values has.
    insta::assert_snapshot!(of_values(
        &core(", clientSecretFile: /vault/secrets/oidc}}\n"),
        &[]
    ), @"
    exit 0
    --- stderr
    note: flyteadmin reads `/vault/secrets/oidc`, but no Secret in these values has it
    note: no Secrets to create: the chart creates them from the secrets in these values
    help: to manage them outside the chart, set FLYTE_PROPELLER_HASH to the hash of flytepropeller's password in the values, and run `flyte-auth init --into values.yaml --secrets existing --yes --propeller-hash-env FLYTE_PROPELLER_HASH`
    ");
}

#[test]
fn the_help_for_secrets_in_values_is_a_command_that_works() {
    for example in [
        "keycloak-internal-flyte-binary",
        "keycloak-external-flyte-binary",
        "okta-internal-flyte-core",
        "okta-external-flyte-core",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let answers = place_answers(folder.path(), example);
        let made = outcome(with_canaries(folder.path()).args(["generate", "--answers", &answers, "-o", "."]));
        assert!(made.starts_with("exit 0"), "{made}");
        let told = outcome(flyte_auth(folder.path()).args(["secrets", "-f", "values.yaml"]));
        let command = told.split('`').find(|part| part.starts_with("flyte-auth ")).unwrap();
        let words: Vec<&str> = command.split(' ').skip(1).collect();
        let done = outcome(flyte_auth(folder.path()).args(&words).env("FLYTE_PROPELLER_HASH", HASH));
        assert!(done.starts_with("exit 0"), "{command}\n{done}");
        let after = outcome(flyte_auth(folder.path()).args(["secrets", "-f", "values.yaml"]));
        assert!(after.starts_with("exit 0"), "{after}");
    }
}

#[test]
fn an_upgrade_that_touches_secrets_is_told_before() {
    let told = |before: &str, after: &str| {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("before.yaml"), before).unwrap();
        fs::write(folder.path().join("after.yaml"), after).unwrap();
        let told = outcome(flyte_auth(folder.path()).args(["secrets", "-f", "after.yaml", "--before", "before.yaml"]));
        let (_, said) = told.split_once("--- stderr\n").unwrap();
        said.to_owned()
    };
    let literal = core(
        "}}\nsecrets: {adminOauthClientCredentials: {clientSecret: canary}}\nflyteadmin: {secrets: {oidc_client_secret: canary, more: canary}}\n",
    );
    let mounted = "flyteadmin:\n  additionalVolumes: [{name: oidc, secret: {secretName: sso}}]\n  additionalVolumeMounts: [{name: oidc, mountPath: /etc/oidc}]\n";
    let elsewhere = |more: &str| {
        core(&format!(
            ", clientSecretFile: /etc/oidc/secret}}}}\nsecrets: {{adminOauthClientCredentials: {{clientSecret: null{more}}}}}\n{mounted}"
        ))
    };
    insta::assert_snapshot!(told(&literal, &elsewhere("")), @r#"
    note: flytepropeller's password and the hash in the values must match: `flyte-auth hash` generates both
    note: the upgrade deletes `flyte-secret-auth`, even with your own secret in it, because the chart created it; run first: `kubectl -n flyte annotate secret flyte-secret-auth helm.sh/resource-policy=keep`; or name your Secret differently in `secrets.adminOauthClientCredentials.secretName` (Flyte 1.15.0 and later)
    note: the upgrade does not remove `oidc_client_secret` from `flyte-admin-secrets`: the old secret stays; run afterwards: `kubectl -n flyte patch secret flyte-admin-secrets --type=json -p '[{"op":"remove","path":"/data/oidc_client_secret"}]'`
    note: the upgrade does not remove `more` from `flyte-admin-secrets`: the old secret stays; run afterwards: `kubectl -n flyte patch secret flyte-admin-secrets --type=json -p '[{"op":"remove","path":"/data/more"}]'`
    note: a changed Secret does not restart pods: run `kubectl -n flyte rollout restart deployment/flyteadmin deployment/flytepropeller`
    "#);
    insta::assert_snapshot!(told(
        &literal,
        &format!(
            "{}  secrets: {{more: canary}}\n",
            elsewhere(", secretName: mine")
        )
    ), @r#"
    note: flytepropeller's password and the hash in the values must match: `flyte-auth hash` generates both
    note: the upgrade does not remove `oidc_client_secret` from `flyte-admin-secrets`: Helm 3 leaves it empty (a login that still reads it fails with `invalid_client`), Helm 4 leaves the old secret; run afterwards: `kubectl -n flyte patch secret flyte-admin-secrets --type=json -p '[{"op":"remove","path":"/data/oidc_client_secret"}]'`
    note: the upgrade deletes `flyte-secret-auth`, which the chart created; these values do not use it
    note: a changed Secret does not restart pods: run `kubectl -n flyte rollout restart deployment/flyteadmin deployment/flytepropeller`
    "#);
    // Nothing changes for the Secrets.
    insta::assert_snapshot!(told(&elsewhere(""), &elsewhere("")), @"
    note: flytepropeller's password and the hash in the values must match: `flyte-auth hash` generates both
    note: a changed Secret does not restart pods: run `kubectl -n flyte rollout restart deployment/flyteadmin deployment/flytepropeller`
    ");
    // Back into the values.
    insta::assert_snapshot!(told(&elsewhere(""), &literal), @"
    note: Helm refuses the upgrade (`invalid ownership metadata`) while a `flyte-secret-auth` exists that it did not create; run first: `kubectl -n flyte delete secret flyte-secret-auth`; or upgrade with `--take-ownership`
    note: no Secrets to create: the chart creates them from the secrets in these values
    ");
    let binary = |secrets: &str| {
        format!(
            "configuration:\n  auth:\n    enabled: true\n    oidc: {{baseUrl: https://idp.example.org, clientId: web{secrets}\n    authorizedUris: [https://flyte.example.org]\n"
        )
    };
    let inline = binary(", clientSecret: canary}\n    internal: {clientSecret: canary}");
    let own = binary("}\n    clientSecretsExternalSecretRef: flyte-client-secrets");
    let same = binary("}\n    clientSecretsExternalSecretRef: flyte-backend-flyte-binary-client-secrets");
    insta::assert_snapshot!(told(&inline, &own), @"
    note: flytepropeller's password and the hash in the values must match: `flyte-auth hash` generates both
    note: the upgrade deletes `flyte-backend-flyte-binary-client-secrets`, which the chart created; these values do not use it
    note: a changed Secret does not restart pods: run `kubectl -n flyte rollout restart deployment/flyte-backend-flyte-binary`
    ");
    insta::assert_snapshot!(told(&inline, &same), @"
    note: flytepropeller's password and the hash in the values must match: `flyte-auth hash` generates both
    note: the upgrade deletes `flyte-backend-flyte-binary-client-secrets`, even with your own secret in it, because the chart created it; run first: `kubectl -n flyte annotate secret flyte-backend-flyte-binary-client-secrets helm.sh/resource-policy=keep`; or name your Secret differently in `configuration.auth.clientSecretsExternalSecretRef`
    note: a changed Secret does not restart pods: run `kubectl -n flyte rollout restart deployment/flyte-backend-flyte-binary`
    ");
}

#[test]
fn what_cannot_be_a_name_is_refused() {
    let named = |name: &str| {
        of_values(
            &format!(
                "configuration: {{auth: {{enabled: true, oidc: {{baseUrl: https://idp.example.org, clientId: web}}, clientSecretsExternalSecretRef: '{name}', authorizedUris: [https://flyte.example.org]}}}}\n"
            ),
            &[],
        )
    };
    insta::assert_snapshot!(named("x; rm -rf $HOME"), @"
    exit 2
    --- stderr
    error: `x; rm -rf $HOME` is not the name of a Secret
    help: use at most 253 lower-case letters, digits, `-` and `.`; start and end with a letter or digit
    ");
    insta::assert_snapshot!(named("${CLIENT_SECRETS}"), @"
    exit 2
    --- stderr
    error: `${CLIENT_SECRETS}` is not the name of a Secret
    help: pass the values as Helm gets them, with all placeholders filled in
    ");
    let keyed = of_values(
        &core(
            ", clientSecretName: '../x'}}\nflyteadmin: {env: [{name: FLYTE_SECRET_../x, valueFrom: {secretKeyRef: {name: a, key: ../x}}}]}\n",
        ),
        &[],
    );
    insta::assert_snapshot!(keyed, @"
    exit 2
    --- stderr
    error: `../x` is not the key of a Secret
    help: use letters, digits, `-`, `_` and `.`
    ");
    let example = "examples/answers/keycloak-external-flyte-core-existing.yaml";
    let flags = |arguments: &[&str]| {
        outcome(flyte_auth(project()).arg("secrets").arg("--answers").arg(example).args(arguments))
    };
    insta::assert_snapshot!(flags(&[
        "--format",
        "external-secret",
        "--secret-store",
        "a b"
    ]), @"
    exit 2
    --- stderr
    error: `a b` is not the name of a secret store
    --> --secret-store
     = help: use at most 253 lower-case letters, digits, `-` and `.`; start and end with a letter or digit

    error: 1 problem found
    ");
    insta::assert_snapshot!(flags(&["--secret-store", "vault"]), @"
    exit 2
    --- stderr
    error: `--secret-store` requires `--format external-secret`
    ");
}

#[test]
fn where_the_chart_makes_the_secrets_there_are_none_to_make() {
    let secrets =
        |arguments: &[&str]| outcome(with_canaries(&project().join("examples")).arg("secrets").args(arguments));
    insta::assert_snapshot!(secrets(&[
        "--answers",
        "answers/okta-internal-flyte-core.yaml"
    ]), @"
    exit 2
    --- stderr
    error: no Secrets to create: with `secrets: inline`, the chart creates them from the values
    help: to manage them outside the chart, use `secrets: existing` (`--secrets existing`)
    ");
    insta::assert_snapshot!(secrets(&[
        "--answers",
        "answers/okta-internal-flyte-core-separate.yaml"
    ]), @"
    exit 2
    --- stderr
    error: no Secrets to create: with `secrets: separate`, the chart creates them from the values
    help: to manage them outside the chart, use `secrets: existing` (`--secrets existing`)
    ");
    insta::assert_snapshot!(secrets(&["-f", "values/flyte-core-okta-external.yaml"]), @"
    exit 0
    --- stderr
    note: no Secrets to create: the chart creates them from the secrets in these values
    help: to manage them outside the chart, run `flyte-auth init --into values/flyte-core-okta-external.yaml --secrets existing --yes`
    ");
    insta::assert_snapshot!(secrets(&[]), @"
    exit 2
    --- stderr
    error: no deployment given
    help: pass `-f values.yaml`, `--answers FILE` or answer flags; `--help` lists them
    ");
}

#[test]
fn generate_into_says_what_the_upgrade_does_to_the_secrets_that_are_there() {
    let folder = tempfile::tempdir().unwrap();
    let answers = place_answers(folder.path(), "keycloak-external-flyte-core-existing");
    fs::write(
        folder.path().join("mine.yaml"),
        core("}}\nflyteadmin: {secrets: {oidc_client_secret: canary, more: canary}}\n"),
    )
    .unwrap();
    let told = outcome(flyte_auth(folder.path()).args(["generate", "--into", "mine.yaml", "--answers"]).arg(answers));
    let steps: Vec<&str> =
        told.lines().skip_while(|line| *line != "Upgrade").take_while(|line| !line.starts_with("Restart")).collect();
    insta::assert_snapshot!(steps.join("\n"), @r#"
    Upgrade
      Warning: these values set no database and no storage. With them alone, Helm uses the chart's
      defaults (database: host `postgres`; storage: the sandbox bucket `my-s3-bucket`); `current.yaml`
      prevents that.
      `secrets-manifest.yaml` holds secrets: keep it out of git.
      1. Create the Secrets that the values refer to
         $ kubectl apply -f secrets-manifest.yaml
             → after filling it in; or create them with your secret store
         Delete secrets-manifest.yaml afterwards.
      2. Keep `flyte-secret-auth`
         $ kubectl -n flyte annotate secret flyte-secret-auth helm.sh/resource-policy=keep
         The upgrade deletes `flyte-secret-auth`, even with your own secret in it, because the chart
         created it.
         Or name your Secret differently in `secrets.adminOauthClientCredentials.secretName` (Flyte
         1.15.0 and later).
      3. Upgrade
         $ helm repo add flyteorg https://flyteorg.github.io/flyte
         $ helm get values flyte-backend --namespace flyte -o yaml > current.yaml
             → the values that Flyte runs with now
         $ flyte-auth lint -f current.yaml -f mine.yaml
             → no error
         $ helm upgrade flyte-backend flyteorg/flyte-core --version v1.16.8 --namespace flyte -f current.yaml -f mine.yaml
      4. Remove `oidc_client_secret` from `flyte-admin-secrets`
         $ kubectl -n flyte patch secret flyte-admin-secrets --type=json -p '[{"op":"remove","path":"/data/oidc_client_secret"}]'
         The upgrade does not remove `oidc_client_secret` from `flyte-admin-secrets`: Helm 3 leaves it
         empty (a login that still reads it fails with `invalid_client`), Helm 4 leaves the old secret.

    More
      1. Set up Keycloak
         $ flyte-auth guide --answers examples/answers/keycloak-external-flyte-core-existing.yaml --into mine.yaml
             → lists the steps; the redirect URI is https://flyte.example.org/callback
      2. Restart and verify the login
         $ flyte-auth next --answers examples/answers/keycloak-external-flyte-core-existing.yaml --into mine.yaml
    "#);
}

#[test]
fn values_without_authentication_need_no_secrets() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("values.yaml"), "configuration: {database: {host: db}}\n").unwrap();
    insta::assert_snapshot!(outcome(flyte_auth(folder.path()).arg("secrets")), @"
    exit 0
    --- stderr
    note: no Secrets to create: authentication is disabled in these values
    help: `flyte-auth init --into values.yaml` enables it
    ");
}
