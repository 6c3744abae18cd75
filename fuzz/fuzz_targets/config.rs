//! Any bytes as the settings of a repository, as a baseline, and as a flag of each kind:
//! `cargo +nightly fuzz run config`.
#![no_main]

use flyte_auth_fuzz::Folder;
use libfuzzer_sys::fuzz_target;

thread_local! {
    static FOLDER: Folder = Folder::default();
}

const VALUES: &[u8] = b"configuration:
  auth:
    enabled: true
    enabld: true
    authorizedUris: [https://flyte.example.org/]
    oidc: {baseUrl: https://accounts.google.com, clientId: 1, clientSecret: 'abcdefgh'}
";

fuzz_target!(|bytes: &[u8]| {
    FOLDER.with(|folder| {
        folder.put("values.yaml", VALUES);
        folder.put(".flyte-auth.toml", bytes);
        folder.put("baseline", bytes);
        folder.run_json("lint --format json @values.yaml");
        folder.run_json("lint --format json --config @.flyte-auth.toml @values.yaml");
        folder.remove(".flyte-auth.toml");
        folder.run_json("lint --no-config --format json --baseline @baseline @values.yaml");
        folder.run_json("lint --no-config --format json -f @values.yaml --set-file x=@baseline");
        let word: String = String::from_utf8_lossy(bytes).replace([' ', '\0'], "").chars().take(200).collect();
        if word.starts_with('@') {
            return;
        }
        for flag in ["--set", "--set-string", "--set-json", "--set-literal", "--flyte-version", "--select", "--kind"] {
            folder.run(&format!("lint --no-config -f @values.yaml {flag}={word}"));
        }
        assert_eq!(folder.get("values.yaml"), VALUES);
    });
});
