//! Files that `--fix` does not change.

use std::fs;

use super::SLASH;
use crate::common::{flyte_auth, folder_with_values, lint, outcome};

#[test]
fn rejects_a_read_only_file() {
    let folder = folder_with_values(SLASH);
    let file = folder.path().join("values.yaml");
    let mut permissions = fs::metadata(&file).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&file, permissions).unwrap();
    assert_eq!(
        lint(folder.path(), &["--fix", "values.yaml"]),
        "exit 2\n--- stderr\nerror: `values.yaml` is read-only\n"
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), SLASH);
}

/// SOPS verifies a checksum of the file, and the edits of `--fix` are positions in UTF-8.
#[test]
fn skips_utf_16_and_sops_files_with_a_reason() {
    let values = "configuration:\n  auth:\n    enabled: true\n    oidc: {clientId: 123456789012}\n";
    let utf_16 = values.encode_utf16().flat_map(u16::to_le_bytes);
    let utf_16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(utf_16).collect();
    let sops = format!("{values}sops: {{version: 3.9.0, mac: 'ENC[AES256_GCM,data:x]'}}\n").into_bytes();
    for (bytes, because) in [
        (utf_16, "because the file is not UTF-8: save it as UTF-8 first"),
        (sops, "because the file is encrypted with SOPS: run `sops values.yaml` to change it"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("values.yaml"), &bytes).unwrap();
        let output = outcome(flyte_auth(folder.path()).args(["lint", "--fix", "values.yaml"]));
        assert!(output.contains(because), "{output}");
        assert_eq!(fs::read(folder.path().join("values.yaml")).unwrap(), bytes);
    }
}
