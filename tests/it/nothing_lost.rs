//! What is on the disk is lost by nothing that this tool does.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::path::Path;
use std::process::Command;

use crate::common::{flyte_auth, folder_with, outcome, place_answers, project, with_secrets};

/// Values with something to fix: a number where a text belongs.
const VALUES: &str = "configuration:
  auth:
    enabled: true
    authorizedUris: [https://flyte.example.org]
    oidc:
      baseUrl: https://accounts.google.com
      clientId: 123456789012
      clientSecret: 'abcdefgh'
";

/// The names in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn text(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

#[test]
fn an_output_is_never_an_input() {
    let place = folder_with(&[("values.yaml", VALUES), (".flyte-auth.toml", "")]);
    fs::hard_link(place.path().join("values.yaml"), place.path().join("hard.json")).unwrap();
    symlink("values.yaml", place.path().join("soft.json")).unwrap();
    for args in [
        ["lint", "values.yaml", "-o", "values.yaml"].as_slice(),
        &["lint", "values.yaml", "--format", "json=hard.json", "--force"],
        &["lint", "-f", "values.yaml", "--format", "json=soft.json", "--force"],
        &["lint", ".", "-o", "./values.yaml", "--force"],
        &["lint", "values.yaml", "-o", ".flyte-auth.toml", "--force"],
        &["lint", "values.yaml", "--write-baseline", "--baseline", "values.yaml", "--force"],
    ] {
        let told = outcome(flyte_auth(place.path()).args(args));
        assert!(told.contains("is an input of this run and is not overwritten"), "{args:?}\n{told}");
        assert_eq!(text(place.path(), "values.yaml"), VALUES, "{args:?}");
    }
    assert_eq!(names(place.path()), [".flyte-auth.toml", "hard.json", "soft.json", "values.yaml"]);

    let answers = place_answers(place.path(), "google-internal-flyte-binary");
    fs::rename(place.path().join(&answers), place.path().join("values.yaml")).unwrap();
    let before = text(place.path(), "values.yaml");
    insta::assert_snapshot!(
        outcome(with_secrets(place.path()).args(["generate", "-a", "values.yaml", "--force"])),
        @"
    exit 2
    --- stderr
    error: `values.yaml` is an input of this run and is not overwritten
    help: choose another file
    "
    );
    assert_eq!(text(place.path(), "values.yaml"), before);
}

#[test]
fn files_of_others_are_not_replaced() {
    let notes = "my precious notes\n";
    let place = folder_with(&[("values.yaml", VALUES), ("notes.txt", notes)]);
    insta::assert_snapshot!(
        outcome(flyte_auth(place.path()).args(["lint", "values.yaml", "--format", "sarif=notes.txt"])),
        @"
    exit 2
    --- stderr
    error: `notes.txt` exists, and was not written by flyte-auth
    help: choose another file, or replace this one with `--force`
    "
    );
    insta::assert_snapshot!(
        outcome(flyte_auth(place.path()).args([
            "lint", "values.yaml", "--write-baseline", "--baseline", "notes.txt", "-o", "report.txt",
        ])),
        @"
    exit 2
    --- stderr
    error: `notes.txt` exists, and was not written by flyte-auth
    help: choose another file, or replace this one with `--force`
    "
    );
    assert_eq!(text(place.path(), "notes.txt"), notes);
    let forced = ["lint", "values.yaml", "--write-baseline", "--baseline", "notes.txt", "--force", "-o", "report.txt"];
    assert!(outcome(flyte_auth(place.path()).args(forced)).starts_with("exit 0"));
    assert!(text(place.path(), "notes.txt").starts_with("{\n  \"version\": 1,\n  \"findings\": {"));
}

#[test]
fn a_report_replaces_a_report_in_any_format() {
    let formats = ["human", "concise", "json", "sarif", "github", "gitlab", "junit"];
    let fine = fs::read_to_string(project().join("examples/values/flyte-binary-google-internal.yaml")).unwrap();
    for values in [VALUES, &fine] {
        let place = folder_with(&[("values.yaml", values)]);
        let mut written = 0;
        for first in formats {
            for second in formats {
                for format in [first, second] {
                    let target = format!("{format}=report");
                    let told = outcome(flyte_auth(place.path()).args(["lint", "values.yaml", "--format", &target]));
                    assert!(!told.starts_with("exit 2"), "{first} {second}\n{told}");
                    written += 1;
                }
            }
        }
        assert_eq!(written, 2 * 7 * 7);
        assert_eq!(names(place.path()), ["report", "values.yaml"]);
    }
}

#[test]
fn a_report_stays_where_the_run_fails() {
    let place = folder_with(&[("values.yaml", VALUES)]);
    let lint = |file: &str| outcome(flyte_auth(place.path()).args(["lint", file, "--format", "json", "-o", "r.json"]));
    assert!(lint("values.yaml").starts_with("exit 1"));
    let before = text(place.path(), "r.json");
    fs::set_permissions(place.path().join("r.json"), fs::Permissions::from_mode(0o640)).unwrap();
    assert!(lint("missing.yaml").starts_with("exit 2"));
    assert_eq!(text(place.path(), "r.json"), before);
    assert!(lint("values.yaml").starts_with("exit 1"));
    assert_eq!(text(place.path(), "r.json"), before);
    assert_eq!(place.path().join("r.json").metadata().unwrap().mode() & 0o777, 0o640);
    assert_eq!(names(place.path()), ["r.json", "values.yaml"]);
}

#[test]
fn settings_of_a_repository_name_files_in_their_folder_only() {
    let place = folder_with(&[("precious", "mine\n"), ("secret.yaml", "root:x:0:0\n- [\n")]);
    let repository = place.path().join("repository");
    fs::create_dir(&repository).unwrap();
    fs::write(repository.join("values.yaml"), VALUES).unwrap();
    symlink("../precious", repository.join("link.json")).unwrap();
    symlink("../new", repository.join("dangling.json")).unwrap();
    let outside = place.path().join("secret.yaml").display().to_string();
    let release = |path: &str| format!("[[release]]\nfiles = [\"{path}\"]\n");
    let settings = [
        ("baseline = \"../precious\"\n".to_owned(), "../precious"),
        ("baseline = \"link.json\"\n".to_owned(), "link.json"),
        ("baseline = \"dangling.json\"\n".to_owned(), "dangling.json"),
        (release("../secret.yaml"), "../secret.yaml"),
        (release(&outside), &outside),
        ("[[release]]\nfiles = [\"values.yaml\"]\nchart-dir = \"../chart\"\n".to_owned(), "../chart"),
    ];
    for (settings, path) in settings {
        fs::write(repository.join(".flyte-auth.toml"), &settings).unwrap();
        for args in [["lint"].as_slice(), &["lint", "."], &["lint", ".", "--write-baseline"]] {
            let output = flyte_auth(&repository).args(args).output().unwrap();
            let told = String::from_utf8(output.stderr).unwrap();
            assert_eq!(
                told,
                format!(
                    "error: `{path}` in `.flyte-auth.toml` is outside its directory\nhelp: a configuration that is \
                        found automatically can only use files in its directory; pass `--config .flyte-auth.toml` to \
                        allow others\n"
                ),
                "{settings}"
            );
            assert_eq!(output.stdout, b"");
        }
    }
    assert_eq!(text(place.path(), "precious"), "mine\n");
    assert_eq!(names(place.path()), ["precious", "repository", "secret.yaml"]);
    fs::write(repository.join(".flyte-auth.toml"), "baseline = \"new.json\"\n").unwrap();
    assert!(outcome(flyte_auth(&repository).args(["lint", ".", "--write-baseline"])).starts_with("exit 0"));
    fs::write(repository.join(".flyte-auth.toml"), "baseline = \"../new.json\"\n").unwrap();
    let named = ["lint", "values.yaml", "--config", ".flyte-auth.toml", "--write-baseline"];
    assert!(outcome(flyte_auth(&repository).args(named)).starts_with("exit 0"));
    assert!(place.path().join("new.json").exists());
}

#[test]
fn a_second_run_into_a_file_changes_nothing() {
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
        // A password that is generated for CI is in a file beside the values.
        let generated = answers.replace("{secret: {env: FLYTE_CREDENTIALS_CLIENT_SECRET}}", "{}");
        for answers in std::iter::once(&answers).chain((generated != answers).then_some(&generated)) {
            let place = folder_with(&[("answers.yaml", answers), ("values.yaml", own)]);
            let mut into = |command: &[&str]| {
                let mut run = with_secrets(place.path());
                let told = outcome(run.args(command).args(["-a", "answers.yaml", "--into", "values.yaml"]));
                assert!(told.starts_with("exit 0"), "{}\n{told}", example.display());
                runs += 1;
                names(place.path()).iter().map(|name| (name.clone(), text(place.path(), name))).collect::<Vec<_>>()
            };
            let first = into(&["generate"]);
            assert!(!first.contains(&("values.yaml".to_owned(), own.to_owned())));
            assert_eq!(into(&["generate"]), first, "{}", example.display());
            // `init` asks for a new one, and refuses to replace the old one's file.
            let is_generated = answers.contains("  ci:        {}");
            if !is_generated {
                assert_eq!(into(&["init", "--yes"]), first, "{}", example.display());
            }
        }
    }
    assert!(runs >= 3 * 12, "{runs}");
}

/// F1b: a link that takes the file's place while the command runs is not followed.
#[test]
fn a_link_put_in_the_place_of_a_file_is_not_followed() {
    let place = folder_with(&[("values.yaml", VALUES), ("precious", "mine\n")]);
    fs::hard_link(place.path().join("values.yaml"), place.path().join("other.yaml")).unwrap();
    let swapped = place.path().join("swap.sh");
    // Once the file is read, and before it is written.
    fs::write(&swapped, "sleep 0.5; ln -sf precious values.yaml\n").unwrap();
    let has_strace = Command::new("strace").args(["-qq", "-e", "trace=none", "true"]).status();
    if !has_strace.is_ok_and(|status| status.success()) {
        eprintln!("skipped: no `strace`");
        return;
    }
    let mut swap = Command::new("sh").arg("swap.sh").current_dir(place.path()).spawn().unwrap();
    let mut run = Command::new("strace");
    run.env_clear().current_dir(place.path()).args(["-qq", "-f", "-e", "trace=none", "-o", "/dev/null"]);
    run.args(["-e", "inject=fsync:delay_enter=1500000:when=1", env!("CARGO_BIN_EXE_flyte-auth")]);
    let told = outcome(run.args(["lint", "--fix", "values.yaml"]));
    swap.wait().unwrap();
    assert_eq!(text(place.path(), "precious"), "mine\n", "{told}");
    // What is written goes to the file that was read.
    let other = text(place.path(), "other.yaml");
    assert!(other == VALUES || other.contains("'123456789012'"), "{told}\n{other}");
    assert!(place.path().join("values.yaml").symlink_metadata().unwrap().is_symlink());
}

#[test]
fn a_new_password_is_seen_or_not_in_use() {
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
        let told = run(redirect);
        assert!(told.starts_with("exit 2\n--- stderr\nerror: the new password cannot be shown, and nothing"), "{told}");
        assert_eq!(text(place.path(), "values.yaml"), hash_only, "{redirect}");
    }
    assert!(run("").starts_with("exit 0\n--- stdout\npassword  p"));
    assert_ne!(text(place.path(), "values.yaml"), hash_only);
}

#[test]
fn what_cannot_be_renamed_is_overwritten_with_a_backup_beside_it() {
    let place = folder_with(&[("values.yaml", VALUES)]);
    let file = place.path().join("values.yaml");
    fs::hard_link(&file, place.path().join("other.yaml")).unwrap();
    let fix = || outcome(flyte_auth(place.path()).args(["lint", "--fix", "values.yaml"]));
    let before = file.metadata().unwrap().ino();
    // A run that was killed while it wrote.
    fs::write(place.path().join("values.yaml.flyte-auth-backup"), "# old\n").unwrap();
    insta::assert_snapshot!(fix(), @"
    exit 2
    --- stderr
    error: an earlier run was interrupted while it wrote `values.yaml`
    help: `values.yaml.flyte-auth-backup` has its old content: compare the two, then delete `values.yaml.flyte-auth-backup`, or move it to `values.yaml`
    ");
    assert_eq!(text(place.path(), "values.yaml"), VALUES);
    // One that was killed before it wrote.
    fs::write(place.path().join("values.yaml.flyte-auth-backup"), VALUES).unwrap();
    assert!(!fix().starts_with("exit 2"));
    assert_ne!(text(place.path(), "values.yaml"), VALUES);
    assert_eq!(text(place.path(), "other.yaml"), text(place.path(), "values.yaml"));
    assert_eq!(file.metadata().unwrap().ino(), before);
    assert_eq!(names(place.path()), ["other.yaml", "values.yaml"]);
}

#[test]
fn a_file_of_another_owner_keeps_it() {
    let place = folder_with(&[("values.yaml", VALUES)]);
    let file = place.path().join("values.yaml");
    if std::os::unix::fs::chown(&file, Some(65534), Some(65534)).is_err() {
        eprintln!("skipped: only root gives files away");
        return;
    }
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    assert!(!outcome(flyte_auth(place.path()).args(["lint", "--fix", "values.yaml"])).starts_with("exit 2"));
    let after = file.metadata().unwrap();
    assert_ne!(text(place.path(), "values.yaml"), VALUES);
    assert_eq!((after.uid(), after.gid(), after.mode() & 0o777), (65534, 65534, 0o640));
}

#[test]
fn a_mounted_file_is_written() {
    let place = folder_with(&[("values.yaml", VALUES), ("bound.yaml", "")]);
    let line = "mount --bind values.yaml bound.yaml && shift 0 && \"$0\" lint --fix bound.yaml";
    let mut unshare = Command::new("unshare");
    unshare.current_dir(place.path()).args(["-m", "sh", "-c", line, env!("CARGO_BIN_EXE_flyte-auth")]);
    let told = match unshare.output() {
        Ok(output)
            if !String::from_utf8_lossy(&output.stderr).contains("mount:")
                && !String::from_utf8_lossy(&output.stderr).contains("unshare:") =>
        {
            output
        }
        _ => {
            eprintln!("skipped: nothing can be mounted here");
            return;
        }
    };
    assert_ne!(told.status.code(), Some(2), "{}", String::from_utf8_lossy(&told.stderr));
    assert_ne!(text(place.path(), "values.yaml"), VALUES);
    assert_eq!(names(place.path()), ["bound.yaml", "values.yaml"]);
}

#[test]
fn extended_attributes_stay() {
    let place = folder_with(&[("values.yaml", VALUES)]);
    let file = place.path().join("values.yaml");
    if rustix::fs::setxattr(&file, "user.note", b"mine", rustix::fs::XattrFlags::empty()).is_err() {
        eprintln!("skipped: no extended attributes here");
        return;
    }
    assert!(!outcome(flyte_auth(place.path()).args(["lint", "--fix", "values.yaml"])).starts_with("exit 2"));
    let mut kept = [0; 16];
    let length = rustix::fs::getxattr(&file, "user.note", &mut kept[..]).unwrap();
    assert_eq!(&kept[..length], b"mine");
}
