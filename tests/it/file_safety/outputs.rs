//! Reports, baselines and generated files do not replace inputs or unrelated files.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};

use super::{VALUES, names, text};
use crate::common::{FORMATS, example_values, flyte_auth, folder_with, outcome, place_answers, with_secrets};

#[test]
fn does_not_overwrite_an_input() {
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
        let output = outcome(flyte_auth(place.path()).args(args));
        assert!(output.contains("is an input of this run and is not overwritten"), "{args:?}\n{output}");
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
fn does_not_replace_unrelated_files() {
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
fn replaces_a_report_in_any_format() {
    let fine = example_values("flyte-binary-google-internal");
    for values in [VALUES, &fine] {
        let place = folder_with(&[("values.yaml", values)]);
        let mut written = 0;
        for first in FORMATS {
            for second in FORMATS {
                for format in [first, second] {
                    let target = format!("{format}=report");
                    let output = outcome(flyte_auth(place.path()).args(["lint", "values.yaml", "--format", &target]));
                    assert!(!output.starts_with("exit 2"), "{first} {second}\n{output}");
                    written += 1;
                }
            }
        }
        assert_eq!(written, 2 * 7 * 7);
        assert_eq!(names(place.path()), ["report", "values.yaml"]);
    }
}

#[test]
fn a_failed_run_keeps_the_earlier_report() {
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
fn rejects_settings_with_paths_outside_their_directory() {
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
            let message = String::from_utf8(output.stderr).unwrap();
            assert_eq!(
                message,
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
