use crate::diagnostic::Applicability::Unsafe;
use crate::lint::ignores::{Directive, each_comment, read};
use crate::lint::{Findings, LintTarget, ValueRef, declare_rule, find, suggest};
use crate::values::{Origin, Path};
use crate::yaml::edit::Change;

declare_rule! {
    name: "unknown-rule-in-ignore",
    aliases: ["ignore-of-unknown-rule"],
    summary: "An ignore comment does not name an existing rule",
    remedy: "write `# flyte-auth: ignore[rule] reason`; `flyte-auth rules` lists the names",
    severity: Warning,
    looks_at: AnyFile,
}

fn check(target: LintTarget<'_>, found: &mut Findings<'_>) {
    each_comment(target.layered(), |source, _, text, span| {
        let at = |span| ValueRef { path: Path::default(), origin: Some(Origin::File { source, span }), present: true };
        match read(text, span) {
            None => {}
            Some(Directive::Unknown) => {
                found.report(at(span), "flyte-auth does not understand this comment, so nothing is ignored");
            }
            Some(Directive::Ignore { rules, .. }) => {
                for (name, span) in rules.iter().filter(|(name, _)| find(name).is_none()) {
                    // Finding the suggestion takes longer than everything else.
                    let finding_is_listed = !found.is_full();
                    let finding = found.report(at(*span), format!("there is no rule `{name}`, so nothing is ignored"));
                    if finding_is_listed && let Some(suggestion) = suggest(name) {
                        let (word, text) = (*span, suggestion.to_owned());
                        finding.help(format!("did you mean `{suggestion}`?")).fix(
                            format!("Write `{suggestion}`"),
                            Unsafe,
                            vec![Change::Reword { word, text }],
                        );
                    }
                }
            }
        }
    });
}
