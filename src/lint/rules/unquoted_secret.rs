use super::fix_support::quote;
use super::written_support::{WrittenNode, raw, secret_paths, written};
use crate::chart::{Chart, LOGIN_SECRETS};
use crate::diagnostic::Applicability::Safe;
use crate::diagnostic::Severity;
use crate::lint::{Context, Findings, declare_rule};
use crate::values::print::print;
use crate::values::{Kind, Value, is_placeholder};
use crate::yaml::Style;

declare_rule! {
    name: "unquoted-secret",
    aliases: ["numeric-or-odd-secret-unquoted"],
    summary: "Without quotes, YAML or the chart changes this secret or drops part of it",
    remedy: "put the secret in single quotes ('…')",
    severity: Error,
    charts: BOTH,
    needs: Values,
    supersedes: [chart_does_not_render, oidc_client_secret_missing_or_misplaced, binary_required_fields,
        client_secret_and_hash_do_not_match, wrong_value_type],
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    check_map(cx, found);
    for path in secret_paths(cx) {
        if let Some(value) = cx.release().user.at(&path) {
            check_type(cx, &path, value, found);
            check_template(cx, &path, value, found);
        }
        for written in written(cx, &path) {
            check_tag_and_anchor(cx, &path, written, found);
            check_comment(cx, written, found);
        }
    }
}

/// Reports `flyteadmin.secrets` if it is not a map of secrets by name.
fn check_map(cx: &Context<'_>, found: &mut Findings<'_>) {
    let value = cx.release().user.at(&LOGIN_SECRETS).filter(|value| value.is_truthy() && value.as_map().is_none());
    if let Some(value) =
        value.filter(|value| !value.as_str().is_some_and(is_placeholder) && cx.chart() == Chart::FlyteCore)
    {
        let what = if value.as_list().is_some() { "a list" } else { "text" };
        found
            .report(
                cx.site(&LOGIN_SECRETS),
                format!("`helm upgrade` fails: `flyteadmin.secrets` is {what}, not a map of secrets by name"),
            )
            .help("write `oidc_client_secret: '…'` below `flyteadmin.secrets`");
    }
}

/// Reports a number or a boolean: flyte-core writes it into its Secret as it is, flyte-binary prints it.
fn check_type(cx: &Context<'_>, path: &[&str], value: &Value, found: &mut Findings<'_>) {
    if matches!(value.kind, Kind::Map(_) | Kind::List(_)) {
        let what = if value.as_list().is_some() { "a list" } else { "a map" };
        found
            .report(cx.site(path), format!("Kubernetes refuses the Secret: this is {what}, but a Secret holds text"))
            .help("write the secret in single quotes ('…')");
        return;
    }
    if !matches!(value.kind, Kind::Float(_) | Kind::Int(_) | Kind::Bool(_)) {
        return;
    }
    let message = match cx.chart() {
        Chart::FlyteCore => "Kubernetes rejects the Secret: without quotes, this is a number or a boolean, not text",
        Chart::FlyteBinary => {
            if raw(cx, &value.origin).is_none_or(|raw| raw == print(value)) {
                return;
            }
            "Helm changes this secret: without quotes, it is a number or a boolean"
        }
    };
    let site = cx.site(path);
    let changes = quote(&site);
    found.report(site, message).fix("Put the secret in quotes", Safe, changes);
}

/// Reports text with `{{`, which flyte-core evaluates.
fn check_template(cx: &Context<'_>, path: &[&str], value: &Value, found: &mut Findings<'_>) {
    let has_action = value.as_str().is_some_and(|text| text.contains("{{"));
    if has_action && cx.chart() == Chart::FlyteCore && cx.release().error.is_some() {
        found
            .report(cx.site(path), "the chart fails, because it evaluates `{{` in this secret as a template")
            .help("replace each `{{` with {{`{{`}} and put the secret in single quotes, or use an existing Secret");
    }
}

/// Reports a first word with `!` or `&`, which is a tag or an anchor.
fn check_tag_and_anchor(cx: &Context<'_>, path: &[&str], written: WrittenNode<'_>, found: &mut Findings<'_>) {
    let document = written.document;
    let tag = document
        .tag(written.value)
        .filter(|tag| tag.name.starts_with('!') && !tag.name.starts_with("!!") && tag.name.len() > 1);
    let anchor = document.anchor(written.value).filter(|anchor| {
        let alias = format!("*{}", anchor.name);
        let source = cx.release().layered().sources.get(written.source);
        source.is_none_or(|source| !contains(&source.text, alias.as_bytes()))
    });
    let (mark, what) = match (tag, anchor) {
        (Some(_), _) => ('!', "a tag"),
        (None, Some(_)) => ('&', "an anchor"),
        (None, None) => return,
    };
    found.report(
        cx.site(path),
        format!("Helm drops the part that starts with `{mark}`: without quotes, it is {what} in YAML"),
    );
}

/// Reports `abc #def`: everything from `#` on is a comment.
fn check_comment(cx: &Context<'_>, written: WrittenNode<'_>, found: &mut Findings<'_>) {
    let document = written.document;
    let node = document.node(written.value);
    if node.style() != Style::Plain {
        return;
    }
    let Some(source) = cx.release().layered().sources.get(written.source) else {
        return;
    };
    let key_end = document.node(written.key).span().end;
    let end = node.span().end.max(key_end);
    let glued = document.comments().iter().any(|comment| {
        let between = source.text.get(end..comment.span.start);
        let next = source.text.get(comment.span.start + 1);
        between.is_some_and(|text| text.iter().all(|byte| matches!(byte, b' ' | b'\t' | b':')))
            && next.is_some_and(u8::is_ascii_alphanumeric)
    });
    if glued {
        found
            .report(
                cx.text_at(document.path_at(document.node(written.key).span().start), &written.key_origin()),
                "Helm drops the rest of this line: ` #` starts a comment, but this one looks like part of the secret",
            )
            .severity(Severity::Warning)
            .help(
                "if it is part of the secret, put the secret in single quotes ('…'); else write a space after the `#`",
            );
    }
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}
