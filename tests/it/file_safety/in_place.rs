//! Files that are changed in place.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::process::Command;

use super::{VALUES, names, text};
use crate::common::{flyte_auth, folder_with, has_strace, outcome};

/// A link replaces the file while the command runs.
#[test]
fn does_not_follow_a_link_that_replaces_the_file() {
    let place = folder_with(&[("values.yaml", VALUES), ("precious", "mine\n")]);
    fs::hard_link(place.path().join("values.yaml"), place.path().join("other.yaml")).unwrap();
    let swapped = place.path().join("swap.sh");
    // After the file is read, and before it is written.
    fs::write(&swapped, "sleep 0.5; ln -sf precious values.yaml\n").unwrap();
    if !has_strace() {
        return;
    }
    let mut swap = Command::new("sh").arg("swap.sh").current_dir(place.path()).spawn().unwrap();
    let mut run = Command::new("strace");
    run.env_clear().current_dir(place.path()).args(["-qq", "-f", "-e", "trace=none", "-o", "/dev/null"]);
    run.args(["-e", "inject=fsync:delay_enter=1500000:when=1", env!("CARGO_BIN_EXE_flyte-auth")]);
    let output = outcome(run.args(["lint", "--fix", "values.yaml"]));
    swap.wait().unwrap();
    assert_eq!(text(place.path(), "precious"), "mine\n", "{output}");
    // The command writes to the file that it read, or not at all.
    let other = text(place.path(), "other.yaml");
    assert!(other == VALUES || other.contains("'123456789012'"), "{output}\n{other}");
    assert!(place.path().join("values.yaml").symlink_metadata().unwrap().is_symlink());
}

#[test]
fn overwrites_a_hard_linked_file_with_a_backup() {
    let place = folder_with(&[("values.yaml", VALUES)]);
    let file = place.path().join("values.yaml");
    fs::hard_link(&file, place.path().join("other.yaml")).unwrap();
    let fix = || outcome(flyte_auth(place.path()).args(["lint", "--fix", "values.yaml"]));
    let before = file.metadata().unwrap().ino();
    // An earlier run was killed while it wrote.
    fs::write(place.path().join("values.yaml.flyte-auth-backup"), "# old\n").unwrap();
    insta::assert_snapshot!(fix(), @"
    exit 2
    --- stderr
    error: an earlier run was interrupted while it wrote `values.yaml`
    help: `values.yaml.flyte-auth-backup` has its old content: compare the two, then delete `values.yaml.flyte-auth-backup`, or move it to `values.yaml`
    ");
    assert_eq!(text(place.path(), "values.yaml"), VALUES);
    // An earlier run was killed before it wrote.
    fs::write(place.path().join("values.yaml.flyte-auth-backup"), VALUES).unwrap();
    assert!(!fix().starts_with("exit 2"));
    assert_ne!(text(place.path(), "values.yaml"), VALUES);
    assert_eq!(text(place.path(), "other.yaml"), text(place.path(), "values.yaml"));
    assert_eq!(file.metadata().unwrap().ino(), before);
    assert_eq!(names(place.path()), ["other.yaml", "values.yaml"]);
}

#[test]
fn keeps_owner_and_mode() {
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
fn writes_a_mounted_file() {
    let place = folder_with(&[("values.yaml", VALUES), ("bound.yaml", "")]);
    let line = "mount --bind values.yaml bound.yaml && shift 0 && \"$0\" lint --fix bound.yaml";
    let mut unshare = Command::new("unshare");
    unshare.current_dir(place.path()).args(["-m", "sh", "-c", line, env!("CARGO_BIN_EXE_flyte-auth")]);
    let output = match unshare.output() {
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
    assert_ne!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    assert_ne!(text(place.path(), "values.yaml"), VALUES);
    assert_eq!(names(place.path()), ["bound.yaml", "values.yaml"]);
}

#[test]
fn keeps_extended_attributes() {
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
