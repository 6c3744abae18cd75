//! Recorded findings that do not count.

use super::{FAULTY, concise};
use crate::common::{folder_with_values, write};
use std::fs;

#[test]
fn a_baseline_matches_moved_lines_and_not_new_findings() {
    let folder = folder_with_values(FAULTY);
    insta::assert_snapshot!(concise(folder.path(), &["--write-baseline", "values.yaml"]), @r#"
    exit 0
    --- stdout
    No new findings (2 in the baseline)
    --- stderr
    recorded 2 findings in .flyte-auth-baseline.json; use it with `--baseline .flyte-auth-baseline.json` or `baseline = ".flyte-auth-baseline.json"` in `.flyte-auth.toml`
    "#);
    let baseline = fs::read_to_string(folder.path().join(".flyte-auth-baseline.json")).unwrap();
    insta::assert_snapshot!(baseline, @r#"
    {
      "version": 1,
      "findings": {
        "2a44eeaf16b29985": {
          "rule": "cookie-too-large",
          "path": "configuration.inline.auth.userAuth.openId.scopes",
          "message": "the scope `groups` puts the user's groups into the ID token, so users in many groups cannot log in: a cookie holds 4096 bytes"
        },
        "78ac2560e64a6d4d": {
          "rule": "unknown-enum-value",
          "path": "configuration.inline.auth.appAuth.authServerType",
          "message": "Flyte does not know `authServerType: self`: flyteadmin does not start"
        }
      }
    }
    "#);
    let flags = ["--baseline", ".flyte-auth-baseline.json", "values.yaml"];
    write(folder.path(), "values.yaml", &format!("# Moved.\n\n{FAULTY}"));
    insta::assert_snapshot!(concise(folder.path(), &flags), @"
    exit 0
    --- stdout
    No new findings (2 in the baseline)
    ");
    let more = FAULTY.replace("https://flyte.example.org]", "https://flyte.example.org, flyte.example.com]");
    write(folder.path(), "values.yaml", &more);
    insta::assert_snapshot!(concise(folder.path(), &flags), @"
    exit 0
    --- stdout
    values.yaml:4:49: info[authorized-uri-does-not-match-public-url]: `flyte.example.com` has no scheme `http` or `https`, so no request matches it
    Found 1 note (1 fixable with `--fix --unsafe-fixes`; 2 in the baseline)
    ");
    write(folder.path(), ".flyte-auth-baseline.json", "{\"version\": 2, \"findings\": {}}");
    insta::assert_snapshot!(concise(folder.path(), &flags), @"
    exit 2
    --- stderr
    error: `.flyte-auth-baseline.json` is not a baseline
    caused by: the baseline has version 2, which this flyte-auth does not support at line 1 column 13
    ");
}

#[test]
fn flag_and_settings_use_a_baseline() {
    let folder = folder_with_values(FAULTY);
    concise(folder.path(), &["--write-baseline", "values.yaml"]);
    insta::assert_snapshot!(concise(folder.path(), &["--baseline", ".flyte-auth-baseline.json", "values.yaml"]), @"
    exit 0
    --- stdout
    No new findings (2 in the baseline)
    ");
    write(folder.path(), ".flyte-auth.toml", "baseline = \".flyte-auth-baseline.json\"\n");
    insta::assert_snapshot!(concise(folder.path(), &["values.yaml"]), @"
    exit 0
    --- stdout
    No new findings (2 in the baseline)
    ");
    insta::assert_snapshot!(concise(folder.path(), &["--write-baseline", "values.yaml"]), @"
    exit 0
    --- stdout
    No new findings (2 in the baseline)
    --- stderr
    recorded 2 findings in .flyte-auth-baseline.json, the baseline that `.flyte-auth.toml` sets
    ");
}
