//! Any bytes as answers: what is generated lints clean, and `--into` changes nothing the second time:
//! `cargo +nightly fuzz run answers`.
#![no_main]

use flyte_auth_fuzz::Folder;
use libfuzzer_sys::fuzz_target;

thread_local! {
    static FOLDER: Folder = Folder::default();
}

fuzz_target!(|bytes: &[u8]| {
    FOLDER.with(|folder| {
        folder.put("answers.yaml", bytes);
        for command in ["guide", "next", "client", "secrets", "generate --dry-run", "init --yes --dry-run"] {
            folder.run(&format!("{command} -a @answers.yaml"));
        }
        // Hashes of a usual cost would be most of the time.
        let costs = bytes.windows(8).any(|part| part == b"internal");
        if costs {
            return;
        }
        folder.put("values.yaml", b"# mine\n");
        let into = "generate -a @answers.yaml --force --into @values.yaml";
        if folder.run(into).code == 0 {
            let once = folder.get("values.yaml");
            folder.run(into);
            assert_eq!(folder.get("values.yaml"), once, "a second run changes the file");
            let lint = folder.run("lint --no-config --partial --format concise @values.yaml");
            assert!(lint.code == 0, "{}", lint.stdout);
        }
    });
});
