//! Answers that cannot work: `generate` rejects each `tests/refusals/<name>.yaml` with all its errors and exit code 2, and
//! writes nothing.

use std::fs;

use crate::common::{flyte_auth, outcome, project};

#[test]
fn rejects_answers_that_cannot_work() {
    let mut names: Vec<_> =
        fs::read_dir(project().join("tests/refusals")).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    assert_eq!(names.len(), 44, "the number of files in tests/refusals");
    for path in names {
        let folder = tempfile::tempdir().unwrap();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        fs::copy(&path, folder.path().join("answers.yaml")).unwrap();
        fs::write(folder.path().join("empty.txt"), "").unwrap();
        fs::write(folder.path().join("space.txt"), "two words\n").unwrap();
        let mut command = flyte_auth(folder.path());
        command.args(["generate", "--answers", "answers.yaml", "-o", "out"]);
        command.env("WEB", "web-secret").env("PROP", "correct-horse-battery-staple");
        command.env("HASH", "JDJiJDA0JFBWVjBUR0poQ2J2Ny5GZ1Q4VFY0dXVWRjZ4ZksyV3pCVHZvQUplNW0zc0FQT291NXlPRGRl");
        command.env("RAW", "$2b$04$PVV0TGJhCbv7.FgT8TV4uuVF6xfK2WzBTvoAJe5m3sAPOou5yODde");
        let text = outcome(&mut command);
        assert!(text.starts_with("exit 2"), "{name}: {text}");
        assert!(!folder.path().join("out").exists(), "{name} wrote something");
        for secret in ["hunter2", "web-secret", "correct-horse", "two words", "PVV0TGJhCbv7"] {
            assert!(!text.contains(secret), "{name} shows a secret:\n{text}");
        }
        insta::with_settings!({
            omit_expression => true,
            prepend_module_to_snapshot => false,
            snapshot_suffix => "refused",
        }, { insta::assert_snapshot!(name, text) });
    }
}

#[test]
fn rejects_binary_files() {
    let folder = tempfile::tempdir().unwrap();
    let samples: [&[u8]; 6] = [
        b"\xff\xfec\0h\0",
        b"chart: \xe2\x82\nurl: x\n",
        b"a\xc3\xa9: [\xf0\x9f\x98\x80, }\n",
        b"\0\x01\x1b[31m",
        b"\xef\xbb\xbfchart: \xc3\xa9\n\tx: 1\n",
        b"secret: \xff\n",
    ];
    for bytes in samples {
        fs::write(folder.path().join("answers.yaml"), bytes).unwrap();
        for arguments in
            [&["generate", "--answers", "answers.yaml", "-o", "-"][..], &["show", "-f", "answers.yaml"][..]]
        {
            let text = outcome(flyte_auth(folder.path()).args(arguments));
            assert!(text.starts_with("exit 2"), "{text}");
            assert!(!text.contains("panicked") && !text.contains('\u{1b}'), "{text}");
        }
    }
}
