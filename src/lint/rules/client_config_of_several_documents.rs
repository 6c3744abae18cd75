use crate::lint::{ClientContext, Findings, declare_rule};
use crate::values::Origin;
use crate::yaml::DropReason;

declare_rule! {
    name: "client-config-of-several-documents",
    summary: "The client configuration has more than one YAML document",
    remedy: "keep one document; select among files with `FLYTECTL_CONFIG`",
    severity: Warning,
    looks_at: ClientConfig,
}

fn check(cx: &ClientContext<'_>, found: &mut Findings<'_>) {
    for (source, stream) in &cx.config().layered.files {
        let later = stream.dropped.iter().find(|part| part.reason == DropReason::LaterDocument);
        if let Some(part) = later {
            let origin = Origin::File { source: *source, span: part.span };
            found.report(
                ClientContext::at(origin),
                "pyflyte ignores the whole file because of its second document; flytectl reads only the first one",
            );
        }
    }
}
