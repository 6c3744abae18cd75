//! The site of Flyte: chart, version, URL, release, namespace, clusters.

use std::net::IpAddr;

use super::{Check, not_for};
use crate::answers::raw::{SecretsWord, TopologyWord};
use crate::chart::Chart;
use crate::deployment::{DEFAULT_NAMESPACE, DEFAULT_RELEASE, Endpoint, KubernetesName, Topology};
use crate::diagnostic::Fault;
use crate::flyte::{FlyteVersion, PublicUrl, is_of_cluster};
use crate::idp::{IdpKind, Issuer};

/// The location of Flyte, and what it is installed with.
pub(super) struct AnswerSite {
    pub chart: Chart,
    pub version: FlyteVersion,
    pub url: PublicUrl,
    pub release: KubernetesName,
    pub namespace: KubernetesName,
    pub topology: Topology,
}

/// Checks that a URL is not the identity provider's.
fn of_flyte(text: &str) -> Result<(), Fault> {
    let issuer = Issuer::parse(text).or_else(|fault| Issuer::parse(fault.suggestion().unwrap_or_default()));
    let origin = issuer.ok().filter(|issuer| IdpKind::of(issuer) != IdpKind::Oidc);
    match origin {
        Some(issuer) => Err(Fault::new(format!("this is the URL of {}, not of Flyte", IdpKind::of(&issuer)))
            .help("use the URL at which users open Flyte, such as `https://flyte.example.org`")),
        None => Ok(()),
    }
}

impl Check<'_> {
    pub(super) fn site(&mut self) -> Option<AnswerSite> {
        let chart = self.chart();
        let version = self.version(chart);
        let url = self.url();
        self.https_on_localhost(chart, url.as_ref());
        let raw = self.raw;
        let release = raw.release.as_deref().unwrap_or(DEFAULT_RELEASE);
        let release = self.problems.take("release", KubernetesName::release(release));
        let namespace = raw.namespace.as_deref().unwrap_or(DEFAULT_NAMESPACE);
        let namespace = self.problems.take("namespace", KubernetesName::namespace(namespace));
        let topology = self.topology(chart, url.as_ref());
        Some(AnswerSite {
            chart: chart?,
            version: version?,
            url: url?,
            release: release?,
            namespace: namespace?,
            topology: topology?,
        })
    }

    fn chart(&mut self) -> Option<Chart> {
        match self.raw.chart {
            Some(chart) => Some(chart),
            // The steps at the identity provider are the same for both charts.
            None if self.gaps => Some(Chart::FlyteBinary),
            None => {
                self.problems
                    .missing("chart", "`flyte-binary` or `flyte-core`: `helm list -A` shows which one is installed");
                None
            }
        }
    }

    fn version(&mut self, chart: Option<Chart>) -> Option<FlyteVersion> {
        let text = self.raw.flyte_version.as_deref();
        let version = text.map_or(Ok(FlyteVersion::NEWEST), FlyteVersion::parse);
        let version = self.problems.take("flyteVersion", version)?;
        if version < FlyteVersion::OLDEST {
            self.problems.add(
                "flyteVersion",
                Fault::new(format!(
                    "Flyte {version} is older than {}, the oldest supported version",
                    FlyteVersion::OLDEST
                ))
                .help("upgrade Flyte first"),
            );
            return None;
        }
        if chart == Some(Chart::FlyteCore)
            && self.secrets_word() == SecretsWord::Existing
            && version < FlyteVersion::SELF_MANAGED_SECRET
        {
            self.problems.add(
                "secrets",
                Fault::new(format!(
                    "flyte-core {version} does not support an existing Secret for flytepropeller; {} and later do",
                    FlyteVersion::SELF_MANAGED_SECRET
                ))
                .help("upgrade Flyte, or use `secrets: separate`"),
            );
        }
        self.notes.extend(version.note());
        Some(version)
    }

    fn url(&mut self) -> Option<PublicUrl> {
        let sandbox = self.raw.sandbox == Some(true);
        match self.raw.url.as_deref() {
            None if sandbox => self.problems.take("sandbox", PublicUrl::parse(PublicUrl::SANDBOX)),
            None => {
                self.problems
                    .missing("url", "the public URL of Flyte, `https://flyte.example.org`; or `sandbox: true`");
                None
            }
            Some(text) => {
                let url = self.problems.take("url", of_flyte(text).and_then(|()| PublicUrl::parse(text)))?;
                if is_of_cluster(url.host()) {
                    self.problems.add(
                        "url",
                        Fault::new(format!("`{url}` is a name inside the cluster, which browsers cannot reach"))
                            .help("use the URL at which users open Flyte, such as `https://flyte.example.org`"),
                    );
                }
                self.check_ip_address(&url);
                if sandbox && !url.is_local() {
                    self.problems.add(
                        "url",
                        Fault::new(format!("`{url}` is not the sandbox's URL, `{}`", PublicUrl::SANDBOX))
                            .help("omit `sandbox` or `url`"),
                    );
                }
                Some(url)
            }
        }
    }

    /// Checks for an IP address, which Google refuses in redirect URIs. Source: Google Identity, *Redirect URI
    /// validation rules*.
    fn check_ip_address(&mut self, url: &PublicUrl) {
        let is_address = url.host().trim_matches(['[', ']']).parse::<IpAddr>().is_ok();
        if !is_address || url.is_local() {
            return;
        }
        if self.idp_kind() == IdpKind::Google {
            let fault = Fault::new(format!(
                "Google refuses `{}` as redirect URI, because its host is an IP address",
                url.callback()
            ));
            self.problems.add("url", fault.help("use a host name"));
        } else {
            self.notes.push(format!(
                "the host of `{url}` is an IP address: the TLS certificate must be issued for it, and the identity provider must \
                    accept \
                    it in a redirect URI"
            ));
        }
    }

    /// Reports an https URL at `localhost`: flyteadmin selects an https entry with the caller's host name immediately,
    /// and flytepropeller calls `localhost`.
    fn https_on_localhost(&mut self, chart: Option<Chart>, url: Option<&PublicUrl>) {
        let Some(url) = url else { return };
        if chart == Some(Chart::FlyteBinary) && url.host() == "localhost" && !url.is_plain_http() {
            let fault = Fault::new(format!(
                "flytepropeller calls flyteadmin at localhost and would be redirected to `{url}`, where nothing \
                    listens \
                    in its pod"
            ));
            self.problems.add(
                "url",
                fault.help(format!("use `http://{}`", url.authority())).suggest(format!("http://{}", url.authority())),
            );
        }
    }

    fn topology(&mut self, chart: Option<Chart>, url: Option<&PublicUrl>) -> Option<Topology> {
        let endpoint = self.raw.data_plane.as_ref().and_then(|data_plane| data_plane.endpoint.as_deref());
        let endpoint = endpoint.map(|text| self.problems.take("dataPlane.endpoint", Endpoint::parse(text)));
        if self.raw.topology != Some(TopologyWord::ControlPlaneAndDataPlane) {
            if self.raw.data_plane.is_some() {
                self.problems.add(
                    "dataPlane",
                    Fault::new("`dataPlane` requires several clusters")
                        .help("add `topology: control-plane-and-data-plane`, or omit it"),
                );
            }
            return Some(Topology::Single);
        }
        if chart == Some(Chart::FlyteBinary) {
            self.problems.add("topology", not_for(Chart::FlyteBinary, "topology"));
        }
        let url = url?;
        if url.is_local() {
            self.problems.add(
                "topology",
                Fault::new(format!("data planes cannot reach `{url}` from their clusters"))
                    .help("use the public URL of the control plane"),
            );
        }
        let endpoint = endpoint.unwrap_or_else(|| Some(Endpoint::of(url)))?;
        Some(Topology::Split { endpoint })
    }
}
