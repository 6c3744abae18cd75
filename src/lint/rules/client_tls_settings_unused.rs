use crate::lint::{ClientContext, Findings, declare_rule};

declare_rule! {
    name: "client-tls-settings-unused",
    summary: "TLS settings are set together with `insecure: true`, which disables TLS",
    remedy: "remove them, or set `insecure: false`",
    severity: Warning,
    looks_at: ClientConfig,
}

fn check(cx: &ClientContext<'_>, found: &mut Findings<'_>) {
    let admin = cx.admin();
    if admin.insecure.get() != Some(&true) {
        return;
    }
    let skips = admin.insecure_skip_verify.get() == Some(&true);
    for (key, counts) in [("caCertFilePath", cx.is_set("caCertFilePath")), ("insecureSkipVerify", skips)] {
        if let Some(written) = cx.written(key).filter(|_| counts) {
            found
                .report(
                    written.key_site(),
                    format!(
                        "`{key}` has no effect: with `insecure: true`, Flyte is called without TLS and certificates"
                    ),
                )
                .relate(cx.site("insecure"), "turns TLS off");
        }
    }
}
