//! Password hashes that match the password are kept.

use super::{INTERNAL, folder, into};

#[test]
fn keeps_the_hash_of_an_unchanged_password() {
    let folder = folder("flyteadmin: {}\n");
    let (_, first) = into(folder.path(), INTERNAL);
    let (_, second) = into(folder.path(), INTERNAL);
    assert_eq!(first, second);
    // Another password gets another hash.
    let (_, third) = into(folder.path(), &INTERNAL.replace("PROPELLER", "WEB"));
    let hash = |text: &str| {
        let mut lines = text.lines().filter(|line| line.contains(" client_secret: "));
        lines.next().unwrap().to_owned()
    };
    assert_ne!(hash(&third), hash(&first));
}

#[test]
fn keeps_the_hash_of_an_unchanged_ci_password() {
    for chart in ["flyte-core", "flyte-binary"] {
        let answers = format!("{INTERNAL}  ci: {{secret: {{env: WEB}}}}\n").replace("flyte-core", chart);
        let folder = folder(match chart {
            "flyte-core" => "flyteadmin: {}\n",
            _ => "configuration: {}\n",
        });
        let (_, first) = into(folder.path(), &answers);
        assert!(first.contains("flyte-ci"), "{first}");
        let (_, second) = into(folder.path(), &answers);
        assert_eq!(first, second);
        let (_, third) =
            into(folder.path(), &answers.replace("ci: {secret: {env: WEB}", "ci: {secret: {env: PROPELLER}"));
        assert_ne!(first, third);
    }
}
