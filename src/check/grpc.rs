//! Probes of the running Flyte over gRPC: whether the Ingress supports gRPC, and whether the API requires a token.

use url::Url;

use super::examination::Examination;
use super::gatekeeper::Gatekeeper;
use super::metadata::ProviderMetadata;
use super::network::{CallCredentials, GrpcAnswer, GrpcCall, header};
use super::probe::{GRPC_CLIENT, GRPC_CLOSED, GRPC_METADATA, ProbeKind, Trouble};
use super::protobuf::{OAUTH2_METADATA, PUBLIC_CLIENT, decode};
use super::rest::Published;
use crate::text::visible;

/// gRPC's status codes (<https://grpc.github.io/grpc/core/md_doc_statuscodes.html>).
pub(super) const OK: u32 = 0;
const UNIMPLEMENTED: u32 = 12;
const INTERNAL: u32 = 13;
const UNAVAILABLE: u32 = 14;
pub(super) const UNAUTHENTICATED: u32 = 16;

pub(super) const LIST_PROJECTS: &str = "/flyteidl.service.AdminService/ListProjects";
const METADATA: &str = "/flyteidl.service.AuthMetadataService/GetOAuth2Metadata";
const CLIENT: &str = "/flyteidl.service.AuthMetadataService/GetPublicClientConfig";

impl Examination<'_> {
    /// Probes over gRPC, and compares the results with those over HTTP.
    pub(super) fn grpc(&mut self, published: &mut Published) {
        let Some(server) = self.expected.url.as_ref().and_then(|url| Url::parse(url.as_str()).ok()) else {
            self.not_tried(&GRPC_METADATA, "Flyte's URL is not known");
            return;
        };
        if !published.answers {
            self.not_tried(&GRPC_METADATA, "nothing answers there");
            return;
        }
        let is_routed = match self.call(&server, METADATA, &GRPC_METADATA).map(|bytes| decode(&bytes, OAUTH2_METADATA))
        {
            Some(Some(found)) => {
                let found = ProviderMetadata(found);
                match self.about_metadata(&found).or_else(|| differs(&found, published.metadata.as_ref(), "issuer")) {
                    Some(trouble) => self.failed(&GRPC_METADATA, trouble),
                    None => self.ok(&GRPC_METADATA, visible(found.text("issuer").unwrap_or_default())),
                }
                published.metadata.get_or_insert(found);
                true
            }
            Some(None) => {
                self.failed(&GRPC_METADATA, Trouble::new("the answer is not an `OAuth2MetadataResponse`"));
                false
            }
            None => false,
        };
        if is_routed {
            self.grpc_client(&server, published);
        } else {
            self.not_tried(&GRPC_CLIENT, "gRPC calls do not reach flyteadmin");
        }
        self.grpc_closed(&server);
    }

    fn grpc_client(&mut self, server: &Url, published: &mut Published) {
        let client = self.call(server, CLIENT, &GRPC_CLIENT);
        let Some(found) = client.and_then(|bytes| decode(&bytes, PUBLIC_CLIENT)).map(ProviderMetadata) else {
            return;
        };
        match self.about_client(&found).or_else(|| differs(&found, published.client.as_ref(), "client_id")) {
            Some(trouble) => self.failed(&GRPC_CLIENT, trouble),
            None => self.ok(&GRPC_CLIENT, visible(found.text("client_id").unwrap_or_default())),
        }
        published.client.get_or_insert(found);
    }

    /// Calls a method that needs no token, and returns the response; a failure is recorded for `kind`.
    fn call(&mut self, server: &Url, method: &'static str, kind: &'static ProbeKind) -> Option<Vec<u8>> {
        let call = GrpcCall { server: server.clone(), method, message: Vec::new(), credentials: CallCredentials::None };
        match self.network.grpc(&call) {
            Ok(answer) if answer.status == Some(OK) => Some(answer.response.unwrap_or_default()),
            Ok(answer) => {
                let trouble = self.about_grpc(&answer, method);
                self.failed(kind, trouble);
                None
            }
            Err(error) => {
                self.failed(kind, error.trouble("flytectl"));
                None
            }
        }
    }

    fn grpc_closed(&mut self, server: &Url) {
        let call = GrpcCall {
            server: server.clone(),
            method: LIST_PROJECTS,
            message: Vec::new(),
            credentials: CallCredentials::None,
        };
        match self.network.grpc(&call) {
            Ok(answer) if answer.status == Some(UNAUTHENTICATED) => self.ok(&GRPC_CLOSED, "Unauthenticated"),
            Ok(answer) if answer.status == Some(OK) => {
                let trouble = Trouble::new(
                    "flyteadmin lists the projects without a token: anyone who can reach Flyte can use it",
                )
                .enable_authentication(&self.settings)
                .set("and leave {} unset", self.settings.place("auth.disableForGrpc"))
                .rule("auth-disable-switches-left-on");
                self.failed(&GRPC_CLOSED, trouble);
            }
            Ok(answer) if answer.status.is_none() && self.has_failed(&GRPC_METADATA) => {
                self.not_tried(&GRPC_CLOSED, "gRPC calls do not reach flyteadmin");
            }
            Ok(answer) => {
                let trouble = self.about_grpc(&answer, LIST_PROJECTS);
                self.failed(&GRPC_CLOSED, trouble);
            }
            Err(error) => self.failed(&GRPC_CLOSED, error.trouble("flytectl")),
        }
    }

    /// Explains an unsuccessful answer.
    pub(super) fn about_grpc(&self, answer: &GrpcAnswer, method: &str) -> Trouble {
        if let Some(gatekeeper) = Gatekeeper::of_headers(&answer.headers) {
            return gatekeeper.trouble(method);
        }
        let service = method.trim_start_matches('/').split('/').next().unwrap_or_default();
        let route = format!("route `/{service}/*` to flyteadmin's gRPC port, with HTTP/2 up to the pod");
        let nginx = "nginx: a separate Ingress with `nginx.ingress.kubernetes.io/backend-protocol: GRPC`";
        match answer.status {
            Some(UNIMPLEMENTED) if answer.message.contains("unknown service") => {
                Trouble::new(format!("flyteadmin does not know the service `{service}`: authentication is disabled"))
                    .set("enable it with {}", self.settings.place("server.security.useAuth"))
                    .rule("use-auth-misplaced-or-off")
            }
            Some(INTERNAL | UNAVAILABLE) if answer.http_status == 200 => {
                Trouble::new(format!("`{service}` fails: {}", visible(&answer.message))).fix(
                    "flyteadmin cannot read the authorization server's metadata, or the ingress does not reach \
                        it: see its log",
                )
            }
            Some(status) => Trouble::new(format!(
                "`{service}` answers with status {status}: \
                {}",
                visible(&answer.message)
            ))
            .fix(route),
            None => {
                let kind = header(&answer.headers, "content-type").map(visible).unwrap_or_default();
                let kind = if kind.is_empty() { "no content type".to_owned() } else { format!("`{kind}`") };
                let message = format!(
                    "`{service}` answers {} with {kind}, not gRPC: the ingress does not forward gRPC",
                    answer.http_status
                );
                Trouble::new(message).fix(route).fix(nginx).rule("grpc-ingress-protocol")
            }
        }
    }
}

/// Compares a value over gRPC with the one over HTTP.
fn differs(grpc: &ProviderMetadata, http: Option<&ProviderMetadata>, name: &str) -> Option<Trouble> {
    let (one, other) = (grpc.text(name)?, http?.text(name)?);
    (one != other).then(|| {
        let message = format!("`{name}` is `{}` over gRPC and `{}` over HTTP", visible(one), visible(other));
        Trouble::new(message).fix("route both to the same flyteadmin, and pass on the same host name")
    })
}
