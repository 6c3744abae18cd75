//! The symptoms that `diagnose` finds: in the example lines of each page, in lines from posts and from Flyte's source code,
//! and in logs of real processes after one known change of working values.

use std::collections::BTreeSet;
use std::fs;

use flyte_auth::internals::symptoms::{self, SymptomRole};
use serde_json::Value as Json;

use super::{found, of};
use crate::common::project;

fn fixture(name: &str) -> Vec<Json> {
    let text = fs::read_to_string(project().join("tests/diagnose").join(name)).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn text_of<'a>(json: &'a Json, key: &str) -> &'a str {
    json.get(key).and_then(Json::as_str).unwrap()
}

#[test]
fn example_lines_match_only_their_symptom() {
    let mut wrong = String::new();
    for symptom in symptoms::ALL {
        for example in symptom.examples() {
            let found = found(&of(example));
            if found != [symptom.name] {
                wrong += &format!("{}: {found:?}\n    {example}\n", symptom.name);
            }
        }
    }
    assert_eq!(wrong, "");
}

#[test]
fn posted_lines_match_their_symptom() {
    let mut wrong = String::new();
    for line in fixture("log-lines.jsonl") {
        let (text, symptom) = (text_of(&line, "text"), text_of(&line, "symptom"));
        let found = found(&of(text));
        if found != [symptom] {
            wrong += &format!("{} {symptom}: {found:?}\n    {text}\n", text_of(&line, "number"));
        }
    }
    assert_eq!(wrong, "");
}

#[test]
fn quoted_parts_of_a_line_are_known_or_similar() {
    let known = [
        ("oidc: issuer did not match", "provider-issuer-mismatch"),
        ("issuer did not match the issuer returned by provider", "provider-issuer-mismatch"),
        ("invalid audience", "token-audience-refused"),
        ("Invalid Audience...", "token-audience-refused"),
        ("required scope", "scope-all-missing"),
        ("illegal base64 data", "client-secret-hash-not-base64"),
        ("oidc_client_secret", "oidc-client-secret-not-found"),
        ("invalid_scope", "scope-refused"),
        ("csrf cookie", "csrf-cookie-missing"),
        ("unknown authority", "certificate-untrusted"),
        ("scope all missing", "scope-all-missing"),
        ("panic: (*logrus.Entry) 0xc0003c8d20", "flyteadmin-panicked"),
        ("goroutine 1 [running]:", "flyteadmin-panicked"),
    ];
    let similar = [
        ("token audience mismatch", "token-audience-refused"),
        ("audience mismatch", "audience-not-requested"),
        ("issuer mismatch", "provider-issuer-mismatch"),
        ("redirect uri mismatch", "redirect-uri-not-registered"),
        ("token expired", "token-expired"),
        ("invalid_client", "provider-refuses-client"),
        ("login loop", "login-redirect-loop"),
        ("device flow not supported", "device-flow-not-offered"),
        ("cookie too long", "session-cookie-too-long"),
    ];
    let unrelated = ["hello world", "flyteadmin", "401"];
    let shown = |text: &str| {
        let diagnosis = of(text);
        let nearest = diagnosis.unknown.first().and_then(|unknown| unknown.nearest.first()).map(|symptom| symptom.name);
        (found(&diagnosis), nearest)
    };
    for (text, symptom) in known {
        assert_eq!(shown(text), (vec![symptom], None), "{text}");
    }
    for (text, symptom) in similar {
        assert_eq!(shown(text), (vec![], Some(symptom)), "{text}");
    }
    for text in unrelated {
        assert_eq!(shown(text), (vec![], None), "{text}");
    }
}

#[test]
fn the_real_cause_is_among_the_first_two() {
    let mut wrong = String::new();
    for line in fixture("seen.jsonl") {
        let log = line.get("log").and_then(Json::as_array).unwrap();
        let log: Vec<&str> = log.iter().filter_map(Json::as_str).collect();
        let diagnosis = of(format!("{}\n{}", text_of(&line, "text"), log.join("\n")));
        let (symptom, cause) = (text_of(&line, "symptom"), text_of(&line, "cause"));
        let first = diagnosis.failures.first();
        let name = first.map(|failure| failure.observed.symptom.name);
        let causes: Vec<&str> =
            first.iter().flat_map(|failure| failure.causes.iter().take(2)).map(|cause| cause.title.as_str()).collect();
        if name != Some(symptom) || !causes.iter().any(|title| title.contains(cause)) {
            wrong += &format!("{}: {name:?} {causes:#?}\n", text_of(&line, "change"));
        }
    }
    assert_eq!(wrong, "");
}

#[test]
fn pages_are_complete_and_name_existing_rules() {
    let mut wrong = String::new();
    for symptom in symptoms::ALL {
        let mut say = |fault: String| wrong += &format!("{}: {fault}\n", symptom.name);
        let lines: Vec<&str> = symptom.page.lines().collect();
        if lines.first() != Some(&&*format!("# {}", symptom.name)) {
            say("the title is not the name".to_owned());
        }
        let summary = symptom.summary();
        if !summary.ends_with('.') || summary.contains('\n') {
            say(format!("the summary is not one line: {summary}"));
        }
        if symptom.examples().is_empty() || symptom.meaning().is_empty() || !symptom.page.contains("\n## Sources\n- ") {
            say("no example lines, meaning or sources".to_owned());
        }
        let causes = symptom.causes();
        if causes.is_empty() != (symptom.role == SymptomRole::Harmless) {
            say("harmless lines have no causes, others have some".to_owned());
        }
        for cause in causes {
            if cause.remedy.is_empty() || cause.title.is_empty() || cause.title.ends_with('.') {
                say(format!("a cause without a fix, or with a full stop: {}", cause.title));
            }
            for rule in cause.rules {
                if flyte_auth::internals::lint::find(rule).is_none_or(|found| found.name != rule) {
                    say(format!("no rule {rule}"));
                }
            }
        }
        for check in symptom.checks() {
            if !flyte_auth::internals::check::PROBES.iter().any(|probe| probe.name == check) {
                say(format!("no probe {check}"));
            }
        }
        if flyte_auth::internals::lint::find(symptom.name).is_some() {
            say("a rule has the same name, so `explain` could not tell them apart".to_owned());
        }
    }
    assert_eq!(wrong, "");
}

#[test]
fn every_page_has_a_symptom() {
    let folder = project().join("docs/symptoms");
    let pages: BTreeSet<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let names = symptoms::ALL.iter().map(|symptom| format!("{}.md", symptom.name));
    let others = ["README.md", "left-out.md"].map(str::to_owned);
    assert_eq!(pages, names.chain(others).collect());
    assert!(symptoms::ALL.is_sorted_by_key(|symptom| symptom.name));
}

#[test]
fn pages_of_rules_list_their_symptoms() {
    let mut wrong = String::new();
    for rule in flyte_auth::internals::lint::ALL {
        let names_it =
            |symptom: &&&symptoms::Symptom| symptom.causes().iter().any(|cause| cause.rules.contains(&rule.name));
        let links: String = symptoms::ALL
            .iter()
            .filter(names_it)
            .map(|symptom| format!("- [{name}](../symptoms/{name}.md)\n", name = symptom.name))
            .collect();
        let listed = rule.page.split_once("\n## Symptoms\n").map_or("", |(_, listed)| listed);
        if listed != links {
            let file = project().join(format!("docs/rules/{}.md", rule.name));
            if std::env::var_os("FLYTE_AUTH_UPDATE").is_some() {
                let page = rule.page.split("\n## Symptoms\n").next().unwrap_or_default().trim_end();
                let section = if links.is_empty() { String::new() } else { format!("\n## Symptoms\n{links}") };
                fs::write(file, format!("{page}\n{section}")).unwrap();
            } else {
                wrong += &format!("{}\n", rule.name);
            }
        }
    }
    assert_eq!(wrong, "", "not current: FLYTE_AUTH_UPDATE=1 cargo test --test it diagnose::symptoms::pages_of");
}

#[test]
fn texts_of_other_programs_lead_to_their_cause() {
    for (text, symptom, cause) in [
        (
            "oauth2: \"unauthorized_client\" \"Client not enabled to retrieve service account\"",
            "provider-refuses-client",
            "\"Service accounts roles\" is off for this client at Keycloak",
        ),
        (
            "502 Bad Gateway\nnginx\n\nGET https://flyte.example.org/callback?code=a&state=b",
            "proxy-header-buffer-too-small",
            "nginx's `proxy-buffer-size` is too small",
        ),
    ] {
        let diagnosis = of(text);
        let first = diagnosis.failures.first().unwrap_or_else(|| panic!("{text}"));
        assert_eq!(first.observed.symptom.name, symptom, "{text}");
        assert_eq!(first.causes.first().map(|cause| &*cause.title), Some(cause), "{text}");
    }
}
