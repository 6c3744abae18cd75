use super::network_support::{entries, is_public};
use crate::chart::{CORE_SAMPLE_URL, CORE_URL};
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "flyte-core-default-oidc-leftovers",
    summary: "The chart's sample login is still in effect: someone else's Google client, or \
        `https://localhost:30081`",
    remedy: "set `configmap.adminServer.auth.userAuth.openId.clientId` and `.baseUrl` for your web client",
    severity: Error,
    charts: BOTH,
    needs: Auth,
    supersedes: [binary_authorized_uris_empty_or_not_first, public_url_not_first],
}

/// The Google client in flyte-core's values, which belongs to someone else (`charts/flyte-core/values.yaml`, v1.16.8).
const SAMPLE_CLIENT: &str = "657465813211-";

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(auth) = cx.auth() else { return };
    let open_id = &auth.user_auth.open_id;
    if open_id.client_id.text().is_some_and(|id| id.starts_with(SAMPLE_CLIENT)) {
        let site = cx.setting(&open_id.client_id);
        let issuer = cx.setting(&open_id.base_url);
        let at = open_id.base_url.get().map_or_else(String::new, |url| format!(" to `{url}`"));
        found
            .report(site, format!("users log in{at} with the sample's Google client, which is not yours"))
            .label("the chart's sample client")
            .relate(issuer, "sent there");
    }
    // flyteadmin uses the entry that has the host of the request, so a public URL after the sample works, too.
    let all = entries(cx);
    let has_public = all.iter().any(|entry| entry.origin.is_user() && is_public(entry.url.hostname()));
    if !has_public && all.first().is_some_and(|first| first.url.to_string() == CORE_SAMPLE_URL) {
        let site = cx.setting(&auth.authorized_uris);
        found
            .report(site, format!("the public URL is `{CORE_SAMPLE_URL}`, the first entry of the chart's default list"))
            .help(format!(
                "set `configmap.adminServer.auth.authorizedUris` to your public URL first, then `{CORE_URL}`"
            ))
            .label("the chart's sample list");
    }
}
