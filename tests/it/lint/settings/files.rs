//! Directories, several files, and standard input.

use std::fs;

use super::{FAULTY, concise};
use crate::common::{flyte_auth, outcome_with_input, write};

#[test]
fn searches_directories_for_values() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(folder, "b/prod.yaml", FAULTY);
    write(folder, "a/values.yaml", FAULTY);
    write(folder, "a/other-chart/values.yaml", "service: {type: ClusterIP}\n");
    write(folder, "a/ignored/values.yaml", FAULTY);
    write(folder, ".gitignore", "ignored/\n");
    write(folder, ".hidden/values.yaml", FAULTY);
    write(folder, "manifests/svc.yaml", "apiVersion: v1\nkind: Service\n");
    write(folder, "templates/cm.yaml", "a: {{ .Values.x }}\n");
    write(folder, "notes.txt", "configuration: {}\n");
    insta::assert_snapshot!(concise(folder, &["."]), @"
    exit 1
    --- stdout
    a/values.yaml:13:37: warning[cookie-too-large]: the scope `groups` puts the user's groups into the ID token, so users in many groups cannot log in: a cookie holds 4096 bytes
    a/values.yaml:15:25: error[unknown-enum-value]: Flyte does not know `authServerType: self`: flyteadmin does not start
    b/prod.yaml:13:37: warning[cookie-too-large]: the scope `groups` puts the user's groups into the ID token, so users in many groups cannot log in: a cookie holds 4096 bytes
    b/prod.yaml:15:25: error[unknown-enum-value]: Flyte does not know `authServerType: self`: flyteadmin does not start
    Found 2 errors, 2 warnings in 2 releases (2 fixable with `--fix`)
    ");
    insta::assert_snapshot!(concise(folder, &["-v", "b", "manifests", "templates"]), @"
    exit 1
    --- stdout
    b/prod.yaml:13:37: warning[cookie-too-large]: the scope `groups` puts the user's groups into the ID token, so users in many groups cannot log in: a cookie holds 4096 bytes
    b/prod.yaml:15:25: error[unknown-enum-value]: Flyte does not know `authServerType: self`: flyteadmin does not start
    Found 1 error, 1 warning (1 fixable with `--fix`)
    --- stderr
    skipped manifests/svc.yaml: it is a Kubernetes manifest, `Service`
    skipped templates/cm.yaml: Helm does not read it as values: failed to parse templates/cm.yaml: error converting YAML to JSON: yaml: invalid map key: <redacted>
    ");
    insta::assert_snapshot!(concise(folder, &["manifests"]), @"
    exit 2
    --- stderr
    error: the only file found is neither a values file for Flyte nor a client configuration
    help: `--verbose` shows why each file was skipped; a file that is named is always checked
    ");
    insta::assert_snapshot!(concise(folder, &["manifests/svc.yaml"]), @"
    exit 2
    --- stderr
    error: this is a Kubernetes manifest (`kind: Service`), not a values file
    help: pass the files that `helm upgrade` gets with `-f`
    ");
    insta::assert_snapshot!(concise(folder, &["missing"]), @"
    exit 2
    --- stderr
    error: cannot read `missing`
    caused by: No such file or directory (os error 2)
    ");
    write(folder, "a/broken-values.yaml", "a: [\n");
    insta::assert_snapshot!(concise(folder, &["a"]), @"
    exit 2
    --- stdout
    a/values.yaml:13:37: warning[cookie-too-large]: the scope `groups` puts the user's groups into the ID token, so users in many groups cannot log in: a cookie holds 4096 bytes
    a/values.yaml:15:25: error[unknown-enum-value]: Flyte does not know `authServerType: self`: flyteadmin does not start
    Found 1 error, 1 warning (1 fixable with `--fix`)
    --- stderr
    error: failed to parse a/broken-values.yaml: error converting YAML to JSON: yaml: line 1: did not find expected node content
     --> a/broken-values.yaml:1:6
      |
    1 | a: [
      |     ^

    error: 1 of 3 files could not be checked
    ");
}

#[test]
fn errors_name_their_file_if_there_are_several() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(folder, "good.yaml", FAULTY);
    write(folder, "bad.yaml", "a: b\n");
    write(folder, "empty.yaml", "");
    write(folder, "list.yaml", "- a\n");
    write(folder, "svc.yaml", "apiVersion: v1\nkind: Service\n");
    write(folder, "config", "[platform]\nurl = flyte.example.org\n");
    insta::assert_snapshot!(
        concise(folder, &["good.yaml", "bad.yaml", "empty.yaml", "list.yaml", "svc.yaml", "config", "missing.yaml"]),
        @"
    exit 2
    --- stdout
    good.yaml:13:37: warning[cookie-too-large]: the scope `groups` puts the user's groups into the ID token, so users in many groups cannot log in: a cookie holds 4096 bytes
    good.yaml:15:25: error[unknown-enum-value]: Flyte does not know `authServerType: self`: flyteadmin does not start
    Found 1 error, 1 warning (1 fixable with `--fix`)
    --- stderr
    error: `bad.yaml`: cannot tell from these values which chart they are for: no key in them belongs to one chart only
    help: pass `--chart flyte-binary` or `--chart flyte-core`

    error: `empty.yaml`: cannot tell from these values which chart they are for: no key in them belongs to one chart only
    help: pass `--chart flyte-binary` or `--chart flyte-core`

    error: failed to parse list.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}
     --> list.yaml:1:1
      |
    1 | - a
      | ^^^

    error: `svc.yaml`: this is a Kubernetes manifest (`kind: Service`), not a values file
    help: pass the files that `helm upgrade` gets with `-f`

    error: `config`: this is a pyflyte configuration in the old INI format, which is not checked
    help: `flyte-auth client` prints a `config.yaml` for both tools; pyflyte prefers `~/.flyte/config` if both exist

    error: cannot read `missing.yaml`
    caused by: No such file or directory (os error 2)

    error: 6 of 7 files could not be checked
    "
    );
    // The error does not name the only file.
    insta::assert_snapshot!(concise(folder, &["bad.yaml"]), @"
    exit 2
    --- stderr
    error: cannot tell from these values which chart they are for: no key in them belongs to one chart only
    help: pass `--chart flyte-binary` or `--chart flyte-core`
    ");
    fs::create_dir_all(folder.join("none")).unwrap();
    fs::create_dir_all(folder.join("nothing/at/all")).unwrap();
    insta::assert_snapshot!(concise(folder, &["none"]), @"
    exit 2
    --- stderr
    error: no YAML or JSON files in `none`
    ");
    insta::assert_snapshot!(concise(folder, &["none", "nothing"]), @"
    exit 2
    --- stderr
    error: no YAML or JSON files in `none`, `nothing`
    ");
}

#[test]
fn reports_partial_values_among_several_files() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(folder, "whole.yaml", FAULTY);
    let part = "configuration:\n  auth:\n    authorizedUris: [https://flyte.example.org]\n";
    write(folder, "part.yaml", part);
    write(folder, "second.yaml", part);
    insta::assert_snapshot!(concise(folder, &["part.yaml"]), @"
    exit 0
    --- stdout
    part.yaml:3:5: info[use-auth-misplaced-or-off]: authentication is configured, but not enabled here; another file has to set `configuration.auth.enabled: true`
    Found 1 note. Checked as a partial values file (authentication is neither enabled nor disabled here); use `--complete` if this is the only file.
    ");
    insta::assert_snapshot!(concise(folder, &["whole.yaml", "part.yaml"]), @"
    exit 1
    --- stdout
    whole.yaml:13:37: warning[cookie-too-large]: the scope `groups` puts the user's groups into the ID token, so users in many groups cannot log in: a cookie holds 4096 bytes
    whole.yaml:15:25: error[unknown-enum-value]: Flyte does not know `authServerType: self`: flyteadmin does not start
    part.yaml:3:5: info[use-auth-misplaced-or-off]: authentication is configured, but not enabled here; another file has to set `configuration.auth.enabled: true`
    Found 1 error, 1 warning, 1 note in 2 releases (1 fixable with `--fix`). `part.yaml` was checked as a partial values file (authentication is neither enabled nor disabled here).
    ");
    insta::assert_snapshot!(concise(folder, &["."]), @"
    exit 1
    --- stdout
    part.yaml:3:5: info[use-auth-misplaced-or-off]: authentication is configured, but not enabled here; another file has to set `configuration.auth.enabled: true`
    second.yaml:3:5: info[use-auth-misplaced-or-off]: authentication is configured, but not enabled here; another file has to set `configuration.auth.enabled: true`
    whole.yaml:13:37: warning[cookie-too-large]: the scope `groups` puts the user's groups into the ID token, so users in many groups cannot log in: a cookie holds 4096 bytes
    whole.yaml:15:25: error[unknown-enum-value]: Flyte does not know `authServerType: self`: flyteadmin does not start
    Found 1 error, 1 warning, 2 notes in 3 releases (1 fixable with `--fix`). 2 of them were checked as partial values files (authentication is neither enabled nor disabled here).
    ");
}

#[test]
fn stdin_filename_selects_the_settings() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "env/.flyte-auth.toml", "ignore = [\"cookie-too-large\"]\n");
    let mut command = flyte_auth(folder.path());
    command.args(["lint", "--format", "concise", "-", "--stdin-filename", "env/values.yaml"]);
    insta::assert_snapshot!(outcome_with_input(&mut command, FAULTY), @"
    exit 1
    --- stdout
    env/values.yaml:15:25: error[unknown-enum-value]: Flyte does not know `authServerType: self`: flyteadmin does not start
    Found 1 error (1 fixable with `--fix`)
    ");
}

#[test]
fn reports_many_files_in_a_fixed_order() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..300 {
        let text = if number % 7 == 0 { FAULTY } else { "flyteadmin: {replicaCount: 1}\n" };
        write(folder.path(), &format!("{number:03}.yaml"), text);
    }
    let first = concise(folder.path(), &["."]);
    assert!(first.contains("\nFound 43 errors, 43 warnings, 257 notes in 300 releases ("), "{first}");
    let order: Vec<&str> = first.lines().filter_map(|line| line.split_once(".yaml:").map(|(file, _)| file)).collect();
    assert!(order.is_sorted(), "{order:?}");
    for _ in 0..3 {
        assert_eq!(first, concise(folder.path(), &["."]));
    }
}
