use super::network_support::{common_annotations, has_ingress, ingress_path};
use crate::chart::Chart;
use crate::lint::{Context, Findings, declare_rule};
use crate::text::visible;
use crate::values::{Path, Step, Value};

declare_rule! {
    name: "ingress-asks-for-login",
    summary: "The Ingress requires its own login, also on the paths of Flyte's login and for bearer tokens",
    remedy: "remove the annotation: flyteadmin itself requires the login",
    severity: Warning,
    charts: BOTH,
    needs: Auth,
}

/// Annotations with which a controller requires a login: the key or a part of it, and the controller's name.
const LOGINS: &[(&str, &str)] = &[
    // ingress-nginx, *Annotations: External Authentication, Authentication*.
    ("nginx.ingress.kubernetes.io/auth-url", "ingress-nginx"),
    ("nginx.ingress.kubernetes.io/auth-signin", "ingress-nginx"),
    ("nginx.ingress.kubernetes.io/auth-type", "ingress-nginx"),
    ("nginx.ingress.kubernetes.io/auth-secret", "ingress-nginx"),
    // AWS Load Balancer Controller, *Annotations: Authentication*.
    ("alb.ingress.kubernetes.io/auth-type", "the AWS load balancer"),
    ("alb.ingress.kubernetes.io/auth-idp-oidc", "the AWS load balancer"),
    ("alb.ingress.kubernetes.io/auth-idp-cognito", "the AWS load balancer"),
    // HAProxy Ingress, *Auth External*.
    ("haproxy-ingress.github.io/auth-url", "HAProxy"),
    ("haproxy-ingress.github.io/auth-secret", "HAProxy"),
    ("haproxy-ingress.github.io/oauth", "HAProxy"),
    // HAProxy Kubernetes Ingress Controller, *Annotations: Authentication*.
    ("haproxy.org/auth-type", "HAProxy"),
    // NGINX Ingress Controller, *Advanced configuration with annotations*.
    ("nginx.org/basic-auth-secret", "NGINX"),
    ("nginx.com/jwt-key", "NGINX"),
];

/// Annotations that name a middleware or a plug-in. A name with one of `WORDS` suggests a login.
const MIDDLEWARES: &[(&str, &str)] =
    &[("traefik.ingress.kubernetes.io/router.middlewares", "Traefik"), ("konghq.com/plugins", "Kong")];
const WORDS: [&str; 7] = ["auth", "oidc", "sso", "login", "forward-auth", "oauth", "jwt"];

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    if !has_ingress(cx) {
        return;
    }
    let own: &[&str] = match cx.chart() {
        Chart::FlyteBinary => &["httpAnnotations", "grpcAnnotations"],
        Chart::FlyteCore => &["separateGrpcIngressAnnotations"],
    };
    let maps = [common_annotations(cx.chart())].into_iter().chain(own.iter().copied());
    for map in maps {
        let path = ingress_path(cx.chart(), &[map]);
        let annotations = cx.release().user.at(&path).and_then(Value::as_map);
        let mut is_reported = false;
        for (key, entry) in annotations.into_iter().flatten() {
            let Some(who) = login_of(key, &entry.value).filter(|_| !is_reported) else { continue };
            // Several annotations belong to one login.
            is_reported = true;
            let mut place = Path::of(&path);
            place.0.push(Step::Key(key.clone()));
            let (paths, clients) = match map {
                "grpcAnnotations" | "separateGrpcIngressAnnotations" => {
                    ("`AuthMetadataService`", "flytectl and pyflyte cannot log in")
                }
                _ => ("`/login`, `/callback` and `AuthMetadataService`", "users cannot log in to Flyte"),
            };
            found
                .report(
                    cx.value_at(&place, &entry.value),
                    format!("`{}` makes {who} require its own login, also at {paths}, so {clients}", visible(key)),
                )
                .help(
                    "remove the annotation, or use a separate Ingress without it for `/login`, `/callback`, `/me`, \
                        `/oauth2`, `/.well-known`, `/config` and the API",
                );
        }
    }
}

/// Returns the name of the controller that requires a login because of an annotation.
fn login_of(key: &str, value: &Value) -> Option<&'static str> {
    let text = value.as_str().unwrap_or_default().to_ascii_lowercase();
    if text == "none" || text.is_empty() {
        return None;
    }
    let by_key = LOGINS.iter().find(|(known, _)| *known == key);
    let by_value = || {
        let (_, who) = MIDDLEWARES.iter().find(|(known, _)| *known == key)?;
        WORDS.iter().any(|word| text.contains(word)).then_some(who)
    };
    by_key.map(|(_, who)| who).or_else(by_value).copied()
}
