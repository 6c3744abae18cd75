//! `insecureSkipVerify` and `caCertFilePath` apply to gRPC (`flyteidl/clients/go/admin/client.go`, lines 137 to 155, at
//! v1.16.8). flytectl's HTTP calls to the token endpoint use a separate transport without them (`auth_interceptor.go`,
//! lines 100 to 118).

use crate::lint::{ClientContext, Findings, declare_rule};

declare_rule! {
    name: "client-certificate-not-checked",
    summary: "flytectl and pyflyte do not verify the server's certificate, and send tokens to any server",
    remedy: "remove `insecureSkipVerify`, and trust your CA on this machine (`SSL_CERT_FILE` on Linux) or set \
        `caCertFilePath`; flytectl's token requests ignore both settings and use the machine's CAs",
    severity: Warning,
    looks_at: ClientConfig,
}

fn check(cx: &ClientContext<'_>, found: &mut Findings<'_>) {
    let admin = cx.admin();
    let skips = admin.insecure_skip_verify.get() == Some(&true);
    let is_local = cx.endpoint().is_some_and(|(endpoint, _)| endpoint.is_local());
    if skips && admin.insecure.get() == Some(&false) && !is_local {
        found.report(
            cx.site("insecureSkipVerify"),
            "the server's certificate is not verified: anyone between client and server can read the tokens",
        );
    }
}
