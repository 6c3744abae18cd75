//! Any bytes as a configuration of flytectl and pyflyte: `cargo +nightly fuzz run client_config`.
#![no_main]

use flyte_auth_fuzz::Folder;
use libfuzzer_sys::fuzz_target;

thread_local! {
    static FOLDER: Folder = Folder::default();
}

fuzz_target!(|bytes: &[u8]| {
    FOLDER.with(|folder| {
        folder.put("config.yaml", bytes);
        let lint = "lint --no-config --kind client-config @config.yaml";
        for format in ["json", "sarif", "gitlab"] {
            folder.run_json(&format!("{lint} --format {format}"));
        }
        folder.run(&format!("{lint} --diff --unsafe-fixes"));
        for level in ["", " --unsafe-fixes"] {
            folder.run(&format!("{lint} --fix{level}"));
            let once = folder.get("config.yaml");
            folder.run(&format!("{lint} --fix{level}"));
            assert_eq!(folder.get("config.yaml"), once, "a second run fixes more");
        }
    });
});
