//! Fixes of changed values, compared with the release before: they open no API and change no secret.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use flyte_auth::internals::diagnostic::Applicability;
use flyte_auth::internals::fix::{converge, fixable};
use flyte_auth::internals::flyte::AuthServerType;
use flyte_auth::internals::release::Model;
use flyte_auth::internals::secret::{Password, PasswordHash, Secret};
use flyte_auth::internals::values::HelmVersion;
use flyte_auth::internals::yaml;

use super::{bases, check, inputs, model, mutants};
use crate::common::project;

/// The faults of the fixes of a text.
fn wrong(text: &str, base: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let before = inputs(text);
    let check = |inputs: &flyte_auth::internals::values::Inputs| check(inputs, base);
    let Ok(mut checked) = check(&before) else { return wrong };
    let count = fixable(&before, &mut checked, &check);
    for (least, expected) in
        [(Applicability::Safe, count.safely), (Applicability::Unsafe, count.safely + count.unsafely)]
    {
        let Ok(first) = check(&before) else { continue };
        let fixed = converge(&before, first, least, &check);
        let after = String::from_utf8(fixed.inputs.files[0].bytes.to_vec()).unwrap();
        if fixed.applied.len() != expected {
            wrong.push(format!("{least:?}: {expected} are reported as fixable, {} are fixed", fixed.applied.len()));
        }
        if after == text {
            continue;
        }
        wrong.extend(compare(text, &after, base).into_iter().map(|what| format!("{least:?}: {what}")));
        let again = converge(&fixed.inputs, check(&fixed.inputs).unwrap(), least, &check);
        if !again.applied.is_empty() {
            wrong.push(format!("{least:?}: a second run fixes more"));
        }
    }
    wrong
}

/// What is worse after the fixes.
fn compare(before: &str, after: &str, base: &str) -> Vec<&'static str> {
    let mut wrong = Vec::new();
    let twice = |text: &str| {
        let stream = yaml::read(text.as_bytes(), HelmVersion::V3).unwrap();
        stream.documents.iter().map(|document| document.duplicates().len()).sum::<usize>()
    };
    if twice(after) > twice(before) {
        wrong.push("a duplicate key");
    }
    let (old, new) = (model(&inputs(before), base), model(&inputs(after), base));
    let asks = |model: &Model| model.server().and_then(|server| server.decoded.security.use_auth.get().copied());
    let Ok(new) = new else {
        if old.as_ref().is_ok_and(|old| asks(old) == Some(true)) {
            wrong.push("the chart no longer renders");
        }
        return wrong;
    };
    let was_open = old.as_ref().is_ok_and(|old| asks(old) == Some(false));
    if asks(&new) == Some(false) && !was_open {
        wrong.push("the API is open");
    }
    let Ok(old) = old else { return wrong };
    let hashes = |model: &Model| -> BTreeSet<String> {
        let auth = model.server().map(|server| &server.decoded.auth);
        let clients = auth.into_iter().flat_map(|auth| auth.app_auth.self_auth_server.static_clients.clients.values());
        clients
            .filter_map(|client| client.client_secret.get())
            .map(flyte_auth::internals::flyte::Hash::to_base64)
            .collect()
    };
    let is_self = |model: &Model| {
        let kind = model.server().and_then(|server| server.decoded.auth.app_auth.auth_server_type.get().copied());
        kind == Some(AuthServerType::SelfServer)
    };
    let known = hashes(&old);
    // A hash of the password in the file is the user's.
    let is_made = |hash: &String| {
        let parsed = PasswordHash::parse(hash).ok();
        super::oracle::secrets(&new).iter().filter_map(|(_, value)| value.as_str()).any(|text| {
            let password = Password::as_flyte_reads(&Secret::as_written(text)).ok();
            let fits = parsed.as_ref().zip(password).is_some_and(|(hash, word)| hash.verify(&word).unwrap_or(false));
            fits && text != "foobar" && before.contains(text.trim())
        })
    };
    let is_new =
        |hash: &String| !hash.is_empty() && !known.contains(hash) && !before.contains(hash.as_str()) && !is_made(hash);
    if is_self(&old) && is_self(&new) && hashes(&new).iter().any(is_new) {
        wrong.push("a client has another secret");
    }
    let domain = |model: &Model| {
        model.server().and_then(|server| server.decoded.auth.user_auth.cookie_setting.domain.get().cloned())
    };
    if domain(&new).is_some_and(|domain| !domain.is_empty()) && domain(&new) != domain(&old) {
        wrong.push("the cookies are for another domain");
    }
    wrong
}

fn assert_no_harm(texts: impl Iterator<Item = (String, String, String)>) {
    let mut harm = String::new();
    for (what, base, text) in texts {
        for wrong in wrong(&text, &base) {
            let _ = writeln!(harm, "{what}: {wrong}\n{text}");
        }
    }
    assert!(harm.is_empty(), "{harm}");
}

#[test]
fn fixes_of_changed_values_make_nothing_worse() {
    let count = super::count() / 6;
    assert_no_harm(bases().into_iter().flat_map(|(base, text)| {
        let changed = mutants(&text, count);
        changed.into_iter().map(move |mutant| (mutant.kind, base.clone(), mutant.text))
    }));
}

#[test]
fn fixes_of_regression_inputs_make_nothing_worse() {
    let files = fs::read_dir(project().join("tests/mutants")).unwrap().map(|entry| entry.unwrap().path());
    assert_no_harm(files.filter(|path| path.extension().is_some_and(|end| end == "yaml")).map(|path| {
        let text = fs::read_to_string(&path).unwrap();
        (path.file_name().unwrap().to_string_lossy().into_owned(), String::new(), text)
    }));
}
