//! Any bytes as values: lint in the seven formats, diff, fix, read again, and a second fix that changes nothing:
//! `cargo +nightly fuzz run pipeline`. The first byte chooses chart and Helm.
#![no_main]

use flyte_auth_fuzz::Folder;
use libfuzzer_sys::fuzz_target;

thread_local! {
    static FOLDER: Folder = Folder::default();
}

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, bytes)) = bytes.split_first() else { return };
    FOLDER.with(|folder| {
        folder.put("values.yaml", bytes);
        let chart = ["--chart flyte-binary", "--chart flyte-core", "--verbose"][usize::from(choice % 3)];
        let helm = if choice & 0x10 == 0 { "3" } else { "4" };
        let lint = format!("lint --no-config @values.yaml --helm-version {helm} {chart}");
        for format in ["json", "sarif", "gitlab"] {
            folder.run_json(&format!("{lint} --format {format}"));
        }
        for format in ["human", "concise", "github", "junit"] {
            folder.run(&format!("{lint} --format {format}"));
        }
        folder.run(&format!("{lint} --diff --unsafe-fixes"));
        assert_eq!(folder.get("values.yaml"), bytes);
        let before = folder.run(&format!("{lint} --format concise")).code;
        for level in ["", " --unsafe-fixes"] {
            folder.run(&format!("{lint} --fix{level}"));
            let once = folder.get("values.yaml");
            let after = folder.run(&format!("{lint} --fix{level}")).code;
            assert_eq!(folder.get("values.yaml"), once, "a second run fixes more");
            assert!(after <= before, "fixes made it worse: {before} {after}");
        }
        folder.run(&format!("show {chart} -f @values.yaml").replace(" --verbose", ""));
        folder.run_json(&format!("show {chart} -f @values.yaml --merged --format json").replace(" --verbose", ""));
    });
});
