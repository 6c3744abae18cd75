//! Any bytes as two values files and a flag of each kind: `cargo +nightly fuzz run values_layer`. The pieces stand
//! between bytes of 0xFF, which no values file has.
#![no_main]

use flyte_auth::internals::chart::Chart;
use flyte_auth::internals::flyte::FlyteVersion;
use flyte_auth::internals::release::{Facts, Release, ReleaseInfo, Rendering};
use flyte_auth::internals::values::SetKind;
use flyte_auth::internals::values::{FileInput, HelmVersion, Inputs, layer, with_deep_stack};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut pieces = bytes.split(|byte| *byte == 0xFF);
    let mut file = |name: &str| FileInput { name: name.into(), bytes: pieces.next().unwrap_or_default().into() };
    let files = vec![file("a.yaml"), file("b.yaml")];
    let kinds = [SetKind::Json, SetKind::Set, SetKind::String, SetKind::File, SetKind::Literal];
    let flags = kinds
        .into_iter()
        .zip(pieces)
        .map(|(kind, piece)| (kind, String::from_utf8_lossy(piece).into_owned()))
        .collect();
    let inputs = Inputs { files, flags, helm: HelmVersion::V3 };
    with_deep_stack(|| {
        let Ok(layered) = layer(&inputs, &|name| Ok(name.as_bytes().to_vec())) else { return };
        for chart in [Chart::FlyteBinary, Chart::FlyteCore] {
            let info = ReleaseInfo::new("flyte-backend", "flyte", Some(chart), FlyteVersion::NEWEST);
            let Ok(release) = Release::of(&layered, info) else { continue };
            if let Ok(model) = release.model(Rendering::default()) {
                Facts::of(&model);
            }
        }
    });
});
