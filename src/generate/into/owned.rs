//! The settings that `generate` writes for some answers only: those that aren't planned are removed.

use crate::chart::{
    Chart, ENABLE_AUTH_SERVER, EXTERNAL_SECRET_REF, PROPELLER_CREDENTIALS_ID, PROPELLER_SECRET_NAME, PROPELLER_SWITCH,
};
use crate::values::Path;

/// A setting that `generate` manages.
pub(super) struct ManagedKey {
    /// The path in the chart's values.
    pub(super) place: Path,
    /// Whether an answer decides on it, so that its removal needs no note.
    pub(super) is_answered: bool,
}

/// Which of a setting's places `generate` manages ([`Chart::places_of`]).
#[derive(Clone, Copy, PartialEq, Eq)]
enum ManagedPlaces {
    Every,
    /// Only the first, where `generate` writes it.
    Home,
    /// All but the first, which `generate` always writes.
    Others,
}

/// Settings of Flyte's config, with their managed places, and whether an answer decides on them.
const SETTINGS: [(&str, ManagedPlaces, bool); 15] = [
    ("auth.appAuth.selfAuthServer.staticClients.flytepropeller.client_secret", ManagedPlaces::Home, true),
    ("auth.appAuth.thirdPartyConfig.flyteClient.clientId", ManagedPlaces::Home, true),
    ("auth.appAuth.thirdPartyConfig.flyteClient.audience", ManagedPlaces::Home, true),
    ("auth.appAuth.thirdPartyConfig.flyteClient.scopes", ManagedPlaces::Home, true),
    ("admin.clientId", ManagedPlaces::Every, true),
    ("admin.audience", ManagedPlaces::Every, true),
    ("admin.scopes", ManagedPlaces::Every, true),
    ("admin.useAudienceFromAdmin", ManagedPlaces::Every, false),
    ("auth.authorizedUris", ManagedPlaces::Others, true),
    ("auth.appAuth.authServerType", ManagedPlaces::Every, true),
    ("auth.userAuth.openId.baseUrl", ManagedPlaces::Others, true),
    ("auth.userAuth.openId.clientId", ManagedPlaces::Others, true),
    ("auth.userAuth.openId.issuerUrl", ManagedPlaces::Every, false),
    ("auth.userAuth.openId.scopes", ManagedPlaces::Every, true),
    ("server.security.insecureCookieHeader", ManagedPlaces::Every, false),
];

/// Returns the settings of a chart that `generate` manages.
pub(super) fn owned(chart: Chart) -> Vec<ManagedKey> {
    let of_config = SETTINGS.iter().flat_map(|(config, places, is_answered)| {
        let all = chart.places_of(&Path::dotted(config));
        let (skipped, taken) = match places {
            ManagedPlaces::Every => (0, all.len()),
            ManagedPlaces::Home => (0, 1),
            ManagedPlaces::Others => (1, all.len()),
        };
        let taken = all.into_iter().take(taken).skip(skipped);
        taken.map(|place| ManagedKey { place, is_answered: *is_answered })
    });
    of_config.chain(of_chart(chart)).collect()
}

/// Returns the managed settings that only one chart has.
fn of_chart(chart: Chart) -> Vec<ManagedKey> {
    let answered = |place: Path| ManagedKey { place, is_answered: true };
    let unasked = |place: Path| ManagedKey { place, is_answered: false };
    let login_secret = answered(Path::of(chart.login_secret()));
    match chart {
        Chart::FlyteBinary => vec![
            answered(Path::of(&ENABLE_AUTH_SERVER)),
            login_secret,
            answered(Path::of(chart.propeller_secret())),
            answered(Path::of(&EXTERNAL_SECRET_REF)),
            unasked(chart.home("auth.appAuth.thirdPartyConfig")),
        ],
        Chart::FlyteCore => vec![
            answered(chart.home("auth.userAuth.openId.clientSecretFile")),
            login_secret,
            answered(Path::of(&PROPELLER_CREDENTIALS_ID)),
            answered(Path::of(chart.propeller_secret())),
            unasked(Path::of(&PROPELLER_SWITCH)),
            answered(Path::of(&PROPELLER_SECRET_NAME)),
        ],
    }
}

/// Returns the other place for the public URLs, which takes precedence over the one that `generate` writes. Only
/// flyte-binary has one.
pub(super) fn other_uris(chart: Chart) -> Option<Path> {
    chart.places_of(&Path::dotted("auth.authorizedUris")).into_iter().nth(1)
}

/// Returns the place of the external or the internal authorization server's settings.
pub(super) fn server_block(chart: Chart, external: bool) -> Path {
    chart.home(if external { "auth.appAuth.externalAuthServer" } else { "auth.appAuth.selfAuthServer" })
}
