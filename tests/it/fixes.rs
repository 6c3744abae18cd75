//! What holds for every fix, shown on the bad example of every rule's page: fixes come to an end, a second run finds
//! nothing to do, nothing else in the file changes, no new finding comes of them, and `--diff` shows what `--fix` does.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::common::{flyte_auth, outcome, place_example, project};
use flyte_auth::internals::lint::{ALL, Example, Page, find};

/// The bad examples, each with the rule on whose page it stands.
fn bad_examples() -> Vec<(&'static str, Example<'static>)> {
    ALL.iter()
        .flat_map(|rule| {
            let examples = Page(rule.page).examples();
            examples.into_iter().map(|example| (rule.name, example))
        })
        // What is not checked has nothing that a fix could change.
        .filter(|(_, example)| example.bad && !matches!(example.settings[..], ["manifest" | "file-in-directory", ..]))
        .collect()
}

/// A folder with the files of an example, their lines ended by `eol`, and how to lint them.
struct Place {
    folder: tempfile::TempDir,
    arguments: Vec<String>,
}

impl Place {
    fn of(example: &Example<'_>, eol: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut arguments = vec!["lint".to_owned()];
        arguments.extend(place_example(folder.path(), example, eol));
        Self { folder, arguments }
    }

    /// Exit code, stdout and stderr.
    fn lint(&self, more: &[&str]) -> String {
        outcome(flyte_auth(self.folder.path()).args(&self.arguments).args(more))
    }

    /// The files.
    fn texts(&self) -> Vec<String> {
        ["base.yaml", "values.yaml"]
            .iter()
            .filter_map(|name| fs::read_to_string(self.folder.path().join(name)).ok())
            .collect()
    }
}

/// The rules of warnings and errors in a report.
fn rules(report: &str) -> BTreeSet<String> {
    report
        .lines()
        .filter_map(|line| {
            let (level, rest) = line.split_once('[')?;
            ["error", "warning"].contains(&level).then_some(())?;
            Some(rest.split_once(']')?.0.to_owned())
        })
        .collect()
}

/// What the chart has in another case is one key with it for Flyte. Its new name brings to light what is wrong below it.
#[test]
fn a_key_that_the_chart_has_in_another_case_is_renamed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("v.yaml");
    let base = "examples/values/flyte-core-okta-external.yaml";
    let text = fs::read_to_string(project().join(base)).unwrap();
    let miscased = text.replace("      appAuth:", "      appauth: # keep").replace("useAuth: true", "useauth: true");
    fs::write(&file, &miscased).unwrap();
    let told = outcome(flyte_auth(folder.path()).args(["lint", "--fix", "--format", "concise", "v.yaml"]));
    assert!(told.starts_with("exit 0\n") && told.contains("Rename it to `appAuth`"), "{told}");
    assert_eq!(fs::read_to_string(&file).unwrap(), text.replace("      appAuth:", "      appAuth: # keep"));
    // Twice in the user's own values: which was meant, nobody knows.
    let twice = text.replace("      appAuth:", "      APPAUTH: {authServerType: Self}\n      appAuth:");
    fs::write(&file, &twice).unwrap();
    let told = outcome(flyte_auth(folder.path()).args(["lint", "--fix", "--format", "concise", "v.yaml"]));
    assert!(told.contains("error[wrong-key-case]"), "{told}");
    assert_eq!(fs::read_to_string(&file).unwrap(), twice);
    // `null` takes the chart's away.
    fs::write(
        &file,
        miscased.replace("      appauth:", "      appAuth: null\n      appauth:").replace("useauth", "useAuth"),
    )
    .unwrap();
    let told = outcome(flyte_auth(folder.path()).args(["lint", "--format", "concise", "v.yaml"]));
    assert!(!told.contains("wrong-key-case"), "{told}");
}

/// The secrets of texts.
fn secrets(texts: &[String]) -> BTreeSet<&str> {
    texts
        .iter()
        .flat_map(|text| text.lines())
        .filter_map(|line| {
            let (key, value) = line.split_once(": ")?;
            let key = key.trim_start().to_lowercase();
            let value = value.trim().trim_matches(['\'', '"']);
            let is_one =
                ["clientsecret", "clientsecrethash", "client_secret", "oidc_client_secret"].contains(&key.as_str());
            (is_one && value.len() > 7 && !value.contains(['{', '<', '$', '&', '*'])).then_some(value)
        })
        .collect()
}

/// The comments of a text, in order of the alphabet.
fn comments(texts: &[String]) -> Vec<&str> {
    let mut comments: Vec<&str> = texts
        .iter()
        .flat_map(|text| text.lines())
        .filter_map(|line| line.find(" #").or(line.starts_with('#').then_some(0)).map(|at| line[at..].trim()))
        .collect();
    comments.sort_unstable();
    comments
}

#[test]
fn fixes_of_every_example_hold_what_they_promise() {
    let mut wrong = String::new();
    for (rule, example) in bad_examples() {
        let place = Place::of(&example, "\n");
        let before = place.texts();
        let diff = place.lint(&["--diff", "--unsafe-fixes"]);
        let mut complain = |what: &str, told: &str| {
            let _ = writeln!(wrong, "{rule}: {what}\n{}\n{told}\n", example.text);
        };
        if place.texts() != before {
            complain("`--diff` wrote a file", &diff);
        }
        let reported = place.lint(&[]);
        let fixed = place.lint(&["--fix", "--unsafe-fixes"]);
        for secret in secrets(&before) {
            if diff.contains(secret) || fixed.contains(secret) {
                complain("a secret is shown", secret);
            }
        }
        let after = place.texts();
        let expected = if before == after { "exit 0" } else { "exit 1\n--- stdout\n---" };
        if !diff.starts_with(expected) {
            complain("`--diff` says something else than `--fix` does", &diff);
        }
        let mut known = rules(&reported);
        let explained: Vec<String> = known
            .iter()
            .filter_map(|name| find(name))
            .flat_map(|rule| rule.supersedes)
            .map(|name| (*name).to_owned())
            .collect();
        known.extend(explained);
        // Where unsafe fixes are asked for, what stood where nothing read it is judged for the first time.
        let moved = fixed.contains(": Move it to ");
        if !moved && !rules(&fixed).is_subset(&known) {
            complain("a new finding", &fixed);
        }
        let hidden = hidden(&rules(&reported), &fixed);
        if !hidden.is_empty() {
            complain(&format!("no longer found and not fixed: {hidden:?}"), &fixed);
        }
        if rules(&fixed).iter().any(|rule| OPEN_OR_TWICE.contains(&rule.as_str()) && !known.contains(rule)) {
            complain("a fix opens the API or leaves a key twice", &fixed);
        }
        let again = place.lint(&["--fix", "--unsafe-fixes"]);
        if place.texts() != after || again.contains("\nFixed") {
            complain("not done after one run", &format!("{fixed}\n{again}"));
        }
        let lost =
            comments(&after) != comments(&before) && !fixed.contains("duplicate-keys") && !fixed.contains("-ignore");
        if lost {
            complain("a comment is lost", &after.join("---\n"));
        }
        // A new hash has a salt of its own.
        let windows = Place::of(&example, "\r\n");
        windows.lint(&["--fix", "--unsafe-fixes"]);
        let same: Vec<String> = after.iter().map(|text| text.replace('\n', "\r\n")).collect();
        if windows.texts() != same && !fixed.contains("Compute the hash from the client secret") {
            complain("other line ends, other result", &windows.texts().join("---\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Findings that no fix may leave behind, also where it moves what nothing read.
const OPEN_OR_TWICE: [&str; 5] =
    ["auth-disable-switches-left-on", "auth-is-off", "colliding-keys", "duplicate-keys", "wrong-key-case"];

/// Of findings of two rules about what does not fit together, the fix of the second mends both.
const MENDED_TOGETHER: [(&str, &str); 2] = [
    ("cookie-domain-and-samesite", "insecure-cookie-over-http"),
    ("static-clients-partial-override", "redirect-uri-changed"),
];

/// The rules of what was found before a fix that are neither found nor fixed after it.
fn hidden(before: &BTreeSet<String>, told: &str) -> BTreeSet<String> {
    let after = rules(told);
    let fixed: BTreeSet<&str> =
        told.lines().filter_map(|line| line.strip_prefix("  ")?.split_once(": ").map(|(rule, _)| rule)).collect();
    let is_mended = |rule: &String| {
        fixed.contains(rule.as_str()) || MENDED_TOGETHER.iter().any(|(one, other)| rule == one && fixed.contains(other))
    };
    before.iter().filter(|rule| !after.contains(*rule) && !is_mended(rule)).cloned().collect()
}

/// What is fixed on each rule's page, and what is not though there is a fix.
#[test]
fn rules_have_the_fixes_that_the_docs_list() {
    let mut table = String::new();
    for rule in ALL {
        let mut lines = BTreeSet::new();
        for (_, example) in bad_examples().iter().filter(|(name, _)| *name == rule.name) {
            for (flags, sure) in [(&["--fix"] as &[&str], "safe"), (&["--fix", "--unsafe-fixes"], "unsafe")] {
                let told = Place::of(example, "\n").lint(flags);
                for line in told.lines() {
                    let done = line.trim().strip_prefix(rule.name).and_then(|line| line.strip_prefix(": "));
                    if let Some(title) = done.filter(|_| line.starts_with("  ")) {
                        let known = lines.iter().any(|line: &String| line.ends_with(&format!("{title} (safe)")));
                        if !known {
                            lines.insert(format!("  {title} ({sure})"));
                        }
                    }
                    if line.starts_with("note: not fixed") {
                        lines.insert(format!("  {line}"));
                    }
                }
            }
        }
        if !lines.is_empty() {
            let lines: Vec<String> = lines.into_iter().collect();
            let _ = writeln!(table, "{}\n{}", rule.name, lines.join("\n"));
        }
    }
    insta::assert_snapshot!("fixes-of-the-rules", table);
}

#[test]
fn the_docs_list_every_rule_that_has_a_fix() {
    let docs = fs::read_to_string(project().join("docs/fix.md")).unwrap();
    let listed: BTreeSet<&str> =
        docs.lines().filter_map(|line| line.strip_prefix("| [")?.split_once(']')).map(|(rule, _)| rule).collect();
    let source = |rule: &str| {
        let file = match rule {
            "unused-ignore" => "engine.rs".to_owned(),
            "wrong-key-case"
            | "misplaced-key"
            | "wrong-value-type"
            | "unknown-key"
            | "binary-auth-at-wrong-level"
            | "core-external-block-misindented"
            | "core-openid-null-sibling" => "rules/key_faults_support.rs".to_owned(),
            "client-key-misplaced" | "client-key-unknown" => "rules/client_keys_support.rs".to_owned(),
            rule => format!("rules/{}.rs", rule.replace('-', "_")),
        };
        fs::read_to_string(project().join("src/lint").join(file)).unwrap()
    };
    let fixed: BTreeSet<&str> =
        ALL.iter().map(|rule| rule.name).filter(|rule| source(rule).contains(".fix(")).collect();
    assert_eq!(listed, fixed);
}

#[test]
fn what_stands_twice_and_says_the_same_stands_once() {
    let text = "configuration:\n  auth:\n    enabled: false # off\n    # for now\n    enabled: false\n";
    let folder = folder_with(text);
    lint(folder.path(), &["--fix", "values.yaml"]);
    let after = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
    assert_eq!(after, "configuration:\n  auth:\n    # for now\n    enabled: false\n");
    let different = text.replace("false # off", "true");
    let folder = folder_with(&different);
    lint(folder.path(), &["--fix", "--unsafe-fixes", "values.yaml"]);
    let after = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
    assert_eq!(after, different);
}

/// A folder with `values.yaml`.
fn folder_with(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("values.yaml"), text).unwrap();
    folder
}

fn lint(folder: &Path, args: &[&str]) -> String {
    outcome(flyte_auth(folder).arg("lint").args(args))
}

const SLASH: &str =
    "# Ours.\nconfiguration:\n  auth:\n    authorizedUris:\n      - https://flyte.example.org/   # public\n";

#[test]
fn a_fix_is_said_and_written() {
    let folder = folder_with(SLASH);
    insta::assert_snapshot!(lint(folder.path(), &["--fix", "values.yaml"]), @"
    exit 0
    --- stdout
    info[use-auth-misplaced-or-off]: authentication is configured, but not enabled here; another file has to set `configuration.auth.enabled: true`
     --> values.yaml:4:5
      |
    4 |     authorizedUris:
      |     ^^^^^^^^^^^^^^^ configured, but not enabled
      |
      = help: set `configuration.auth.enabled: true` here if this is the only file (`--complete`), or pass `--partial`

    Found 1 note. Checked as a partial values file (authentication is neither enabled nor disabled here); use `--complete` if this is the only file.
    --- stderr
    Fixed 1 problem in values.yaml:
      authorized-uri-does-not-match-public-url: Remove the trailing slash
    ");
    let text = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
    assert_eq!(text, SLASH.replace("org/ ", "org "));
}

#[test]
fn a_diff_is_shown_and_nothing_is_written() {
    let folder = folder_with(SLASH);
    insta::assert_snapshot!(lint(folder.path(), &["--diff", "values.yaml"]), @"
    exit 1
    --- stdout
    --- values.yaml
    +++ values.yaml
    @@ -2,4 +2,4 @@
     configuration:
       auth:
         authorizedUris:
    -      - https://flyte.example.org/   # public
    +      - https://flyte.example.org   # public
    ");
    let text = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
    assert_eq!(text, SLASH);
}

#[test]
fn fix_with_diff_is_the_diff() {
    let folder = folder_with(SLASH);
    let diff = lint(folder.path(), &["--diff", "values.yaml"]);
    assert_eq!(lint(folder.path(), &["--fix", "--diff", "values.yaml"]), diff);
    let text = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
    assert_eq!(text, SLASH);
}

/// A list at the root that could belong to the chart's setting or into flyteadmin's own configuration.
const AT_THE_ROOT: &str = "\
authorizedUris:
  - https://flyte.example.org
configuration:
  auth:
    enabled: true
";

#[test]
fn unsafe_fixes_are_mentioned_where_they_are_not_asked_for() {
    let folder = folder_with(AT_THE_ROOT);
    let selected = |arguments: &[&str]| {
        let rule = ["--select", "binary-auth-at-wrong-level", "--format", "concise", "values.yaml"];
        lint(folder.path(), &[arguments, &rule[..]].concat())
    };
    insta::assert_snapshot!(selected(&["--diff"]), @"
    exit 0
    --- stderr
    No safe fixes available (1 fix with `--unsafe-fixes`)
    ");
    insta::assert_snapshot!(selected(&["--unsafe-fixes"]), @"
    exit 1
    --- stdout
    values.yaml:1:1: error[binary-auth-at-wrong-level]: `authorizedUris` is in the wrong place and is silently ignored
    Found 1 error (1 fixable with `--fix --unsafe-fixes`)
    --- stderr
    note: `--unsafe-fixes` has no effect without `--fix` or `--diff`
    ");
    insta::assert_snapshot!(selected(&["--fix"]), @"
    exit 1
    --- stdout
    values.yaml:1:1: error[binary-auth-at-wrong-level]: `authorizedUris` is in the wrong place and is silently ignored
    Found 1 error (1 fixable with `--fix --unsafe-fixes`)
    ");
    insta::assert_snapshot!(selected(&["--fix", "--diff", "--unsafe-fixes"]), @"
    exit 1
    --- stdout
    --- values.yaml
    +++ values.yaml
    @@ -1,5 +1,5 @@
    -authorizedUris:
    -  - https://flyte.example.org
     configuration:
       auth:
         enabled: true
    +    authorizedUris:
    +      - https://flyte.example.org
    ");
    assert_eq!(fs::read_to_string(folder.path().join("values.yaml")).unwrap(), AT_THE_ROOT);
    insta::assert_snapshot!(selected(&["--fix", "--unsafe-fixes"]), @"
    exit 0
    --- stdout
    No problems found
    --- stderr
    Fixed 1 problem in values.yaml:
      binary-auth-at-wrong-level: Move it to `configuration.auth.authorizedUris`
    ");
    insta::assert_snapshot!(selected(&["--diff", "--unsafe-fixes"]), @"
    exit 0
    --- stderr
    No fixes available
    ");
}

/// Exit code, stdout and stderr of `lint` with a text on standard input.
fn lint_stdin(text: &str, args: &[&str]) -> String {
    use std::io::Write as _;
    let folder = tempfile::tempdir().unwrap();
    let mut command = flyte_auth(folder.path());
    let input = folder.path().join("input");
    fs::File::create(&input).unwrap().write_all(text.as_bytes()).unwrap();
    command.arg("lint").args(args).stdin(fs::File::open(&input).unwrap());
    outcome(&mut command)
}

#[test]
fn standard_input_goes_to_standard_output() {
    insta::assert_snapshot!(lint_stdin(SLASH, &["--fix", "-"]), @"
    exit 0
    --- stdout
    # Ours.
    configuration:
      auth:
        authorizedUris:
          - https://flyte.example.org   # public
    --- stderr
    Fixed 1 problem in <stdin>:
      authorized-uri-does-not-match-public-url: Remove the trailing slash
    info[use-auth-misplaced-or-off]: authentication is configured, but not enabled here; another file has to set `configuration.auth.enabled: true`
     --> <stdin>:4:5
      |
    4 |     authorizedUris:
      |     ^^^^^^^^^^^^^^^ configured, but not enabled
      |
      = help: set `configuration.auth.enabled: true` here if this is the only file (`--complete`), or pass `--partial`

    Found 1 note. Checked as a partial values file (authentication is neither enabled nor disabled here); use `--complete` if this is the only file.
    ");
    insta::assert_snapshot!(lint_stdin(SLASH, &["--diff", "-"]), @"
    exit 1
    --- stdout
    --- <stdin>
    +++ <stdin>
    @@ -2,4 +2,4 @@
     configuration:
       auth:
         authorizedUris:
    -      - https://flyte.example.org/   # public
    +      - https://flyte.example.org   # public
    ");
}

#[test]
fn standard_input_with_a_name_is_not_the_file_of_that_name() {
    use std::process::Stdio;
    let folder = folder_with(SLASH);
    let mut command = flyte_auth(folder.path());
    let input = fs::File::open(folder.path().join("values.yaml")).unwrap();
    command.args(["lint", "--fix", "--stdin-filename", "values.yaml", "-"]).stdin(Stdio::from(input));
    let told = outcome(&mut command);
    assert!(told.contains("--- stdout\n# Ours.\n"), "{told}");
    assert!(told.contains("\nFixed 1 problem in values.yaml:\n"), "{told}");
    assert_eq!(fs::read_to_string(folder.path().join("values.yaml")).unwrap(), SLASH);
}

#[test]
fn the_layer_that_has_the_value_is_the_one_that_changes() {
    let folder = folder_with(
        "configuration:\n  auth:\n    enabled: true\n    authorizedUris: [https://flyte.example.org/]\n    oidc: {baseUrl: https://accounts.google.com, clientId: a.apps.googleusercontent.com}\n",
    );
    let secrets = "configuration: {auth: {oidc: {clientSecret: x}, internal: {clientSecret: 0123}}}\n";
    fs::write(folder.path().join("secrets.yaml"), secrets).unwrap();
    insta::assert_snapshot!(lint(folder.path(), &["--diff", "-f", "values.yaml", "-f", "secrets.yaml"]), @"
    exit 1
    --- stdout
    --- values.yaml
    +++ values.yaml
    @@ -1,5 +1,5 @@
     configuration:
       auth:
         enabled: true
    -    authorizedUris: [https://flyte.example.org/]
    +    authorizedUris: [https://flyte.example.org]
         oidc: {baseUrl: https://accounts.google.com, clientId: a.apps.googleusercontent.com}
    --- secrets.yaml
    +++ secrets.yaml
    @@ -1 +1 @@
    -configuration: {auth: {oidc: {clientSecret: <redacted>}, internal: {clientSecret: <redacted>}}}
    +configuration: {auth: {oidc: {clientSecret: <redacted>}, internal: {clientSecret: '<redacted>'}}}
    ");
}

#[test]
fn a_list_is_changed_where_the_one_that_counts_stands() {
    let list = |items: &str| format!("configuration: {{auth: {{enabled: true, authorizedUris: [{items}]}}}}\n");
    let folder = folder_with(&list("https://a.example.org/, https://b.example.org/"));
    fs::write(folder.path().join("later.yaml"), list("https://flyte.example.org/")).unwrap();
    lint(folder.path(), &["--fix", "-f", "values.yaml", "-f", "later.yaml"]);
    let text = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(text("values.yaml"), list("https://a.example.org/, https://b.example.org/"));
    assert_eq!(text("later.yaml"), list("https://flyte.example.org"));
}

#[test]
fn what_a_flag_says_is_not_fixed_in_a_file() {
    let folder = folder_with("configuration: {auth: {enabled: true}}\n");
    let args =
        ["--diff", "-f", "values.yaml", "--set", "configuration.auth.authorizedUris[0]=https://flyte.example.org/"];
    assert_eq!(lint(folder.path(), &args), "exit 0\n--- stderr\nNo fixes available\n");
}

#[test]
fn a_read_only_file_is_left_alone() {
    let folder = folder_with(SLASH);
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

/// SOPS keeps a checksum of the file, and edits of UTF-8 do not fit UTF-16: both are left as they are, with the reason.
#[test]
fn what_cannot_be_edited_is_left_alone_and_says_why() {
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
        let told = outcome(flyte_auth(folder.path()).args(["lint", "--fix", "values.yaml"]));
        assert!(told.contains(because), "{told}");
        assert_eq!(fs::read(folder.path().join("values.yaml")).unwrap(), bytes);
    }
}

#[test]
fn a_misplaced_switch_that_opens_the_api_is_not_moved_to_where_it_would() {
    let folder = folder_with(
        "configmap:\n  adminServer:\n    server: {security: {useAuth: true}}\n    disableForGrpc: true\n    disableForHttp: false\n",
    );
    let rule = ["--select", "misplaced-key"];
    insta::assert_snapshot!(lint(folder.path(), &[&rule[..], &["values.yaml"]].concat()), @"
    exit 1
    --- stdout
    error[misplaced-key]: `configmap.adminServer.disableForGrpc` is in the wrong place and is silently ignored
     --> values.yaml:4:5
      |
    4 |     disableForGrpc: true
      |     ^^^^^^^^^^^^^^ not read here
      |
      = help: remove it: at `configmap.adminServer.auth.disableForGrpc`, it would let calls without a token in

    error[misplaced-key]: `configmap.adminServer.disableForHttp` is in the wrong place and is silently ignored
     --> values.yaml:5:5
      |
    5 |     disableForHttp: false
      |     ^^^^^^^^^^^^^^ not read here
      |
      = help: move it to `configmap.adminServer.auth.disableForHttp`

    Found 2 errors (1 fixable with `--fix`, 1 more with `--unsafe-fixes`)
    ");
    let fix = ["--diff", "--unsafe-fixes", "values.yaml"];
    insta::assert_snapshot!(lint(folder.path(), &[&rule[..], &fix].concat()), @"
    exit 1
    --- stdout
    --- values.yaml
    +++ values.yaml
    @@ -1,5 +1,5 @@
     configmap:
       adminServer:
         server: {security: {useAuth: true}}
    -    disableForGrpc: true
    -    disableForHttp: false
    +    auth:
    +      disableForHttp: false
    ");
}

/// Only one of them can get the name: which is the right one, a person says.
#[test]
fn of_two_slips_of_one_key_the_first_is_renamed() {
    let folder = folder_with(
        "configuration:\n  auth:\n    enabled: true\n    oidc_:\n      clientId: one\n    oidx:\n      clientId: two\n",
    );
    insta::assert_snapshot!(lint(folder.path(), &["--diff", "--unsafe-fixes", "values.yaml"]), @"
    exit 1
    --- stdout
    --- values.yaml
    +++ values.yaml
    @@ -1,7 +1,7 @@
     configuration:
       auth:
         enabled: true
    -    oidc_:
    +    oidc:
           clientId: one
         oidx:
           clientId: two
    ");
}

/// The switch of authentication in the wrong place goes to flyteadmin's, not to another one of its name; and a secret does
/// not become the name of one.
#[test]
fn what_moves_keeps_its_meaning() {
    let folder = folder_with("configmap:\n  adminServer:\n    auth:\n      enabled: true\n");
    insta::assert_snapshot!(lint(folder.path(), &["--diff", "--unsafe-fixes", "values.yaml"]), @"
    exit 1
    --- stdout
    --- values.yaml
    +++ values.yaml
    @@ -1,4 +1,5 @@
     configmap:
       adminServer:
    -    auth:
    -      enabled: true
    +    server:
    +      security:
    +        useAuth: true
    ");
    let folder = folder_with(
        "configmap:\n  adminServer:\n    server: {security: {useAuth: true}}\n    auth: {userAuth: {openId: {client_secret: kept-by-nobody}}}\n",
    );
    insta::assert_snapshot!(lint(folder.path(), &["--diff", "--unsafe-fixes", "values.yaml"]), @"
    exit 0
    --- stderr
    No fixes available
    ");
}
