//! `diagnose` gives the same answer for every form of a pasted log.

use flyte_auth::internals::diagnose::{human, json, markdown};
use flyte_auth::internals::symptoms::{self, Symptom};
use proptest::prelude::*;
use proptest::sample::select;

use super::{found, of};

/// A symptom and one of its example lines.
fn example() -> impl Strategy<Value = (&'static Symptom, &'static str)> {
    let all: Vec<(&Symptom, &str)> = symptoms::ALL
        .iter()
        .flat_map(|symptom| symptom.examples().into_iter().map(move |example| (*symptom, example)))
        .collect();
    select(all)
}

/// A text in lines of `width` characters.
fn wrapped(text: &str, width: usize, indent: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let lines: Vec<String> = characters.chunks(width).map(|line| line.iter().collect()).collect();
    lines.join(&format!("\n{indent}"))
}

fn as_json(text: &str) -> String {
    let message = serde_json::Value::from(text);
    format!("{{\"json\":{{\"src\":\"x.go:1\"}},\"level\":\"error\",\"msg\":{message},\"ts\":\"2026-11-29T23:02:47Z\"}}")
}

/// Other lines, longer than one chunk of the reader.
#[test]
fn finds_matches_across_chunks() {
    let noise = "{\"json\":{},\"level\":\"info\",\"msg\":\"GetTask took 3 ms\",\"ts\":\"2026-11-29T23:02:47Z\"}\n";
    let line = as_json("authenticated user doesn't have required scope") + "\n";
    let part = noise.repeat(997) + &line;
    let log = part.repeat(40);
    let diagnosis = of(log.as_bytes());
    let observed = diagnosis.failures.first().map(|failure| &failure.observed).unwrap();
    assert_eq!((observed.count, observed.first.line, observed.last.line), (40, 998, 40 * 998));
    assert_eq!((diagnosis.bytes, diagnosis.lines), (log.len(), 40 * 998));
}

proptest! {
    #[test]
    fn ignores_wrapping((symptom, text) in example(), width in 9usize..200, indent in select(vec!["", "  ", "> "])) {
        // Wrapped behind its first address, this line begins as the one of `auth-not-enabled` does.
        prop_assume!(!text.contains("/login?redirect_url="));
        let diagnosis = of(wrapped(text, width, indent).as_bytes());
        prop_assert_eq!(found(&diagnosis).first().copied(), Some(symptom.name));
    }

    #[test]
    fn ignores_json_encoding((symptom, text) in example(), width in 40usize..400) {
        prop_assume!(!text.starts_with('{'));
        let line = as_json(text);
        let twice = serde_json::json!({ "log": line.clone() + "\n", "stream": "stderr" }).to_string();
        for form in [line.clone(), twice, wrapped(&line, width, "")] {
            let diagnosis = of(form.as_bytes());
            prop_assert_eq!(found(&diagnosis), vec![symptom.name], "{}", form);
            prop_assert!(diagnosis.unknown.is_empty());
        }
    }

    #[test]
    fn ignores_colors_quotes_and_utf_16((symptom, text) in example()) {
        let colored = format!("\u{1b}[31;1m{}\u{1b}[0m", text.replace(' ', " \u{1b}[2m"));
        let in_a_box: Vec<String> = text.lines().map(|line| format!("│ {line} │")).collect();
        let utf_16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for form in [colored.into_bytes(), in_a_box.join("\n").into_bytes(), utf_16] {
            prop_assert_eq!(found(&of(&form)), vec![symptom.name]);
        }
    }

    #[test]
    fn ignores_text_around_a_line((symptom, text) in example(), before in 0usize..100, after in 0usize..100) {
        let noise = "{\"json\":{},\"level\":\"info\",\"msg\":\"GetTask took 3 ms\",\"ts\":\"2026-11-29T23:02:47Z\"}\n";
        let text = if text.starts_with('{') { text.to_owned() } else { as_json(text) };
        let log = noise.repeat(before) + &text + "\n" + &noise.repeat(after);
        let diagnosis = of(log.as_bytes());
        prop_assert_eq!(found(&diagnosis), vec![symptom.name]);
        let observed = diagnosis.failures.first().map(|failure| &failure.observed).or(diagnosis.harmless.first());
        prop_assert_eq!(observed.map(|observed| observed.first.line), Some(before + 1));
        prop_assert_eq!(diagnosis.lines, before + 1 + after);
    }

    #[test]
    fn a_cut_off_text_is_known_or_similar(symptom in select(symptoms::ALL), cut in 0usize..1000, left: bool) {
        let whole = symptom.patterns.iter().filter(|pattern| !pattern.contains('<')).max_by_key(|pattern| pattern.len());
        let Some(whole) = whole.filter(|whole| whole.len() > 50) else { return Ok(()) };
        let length = 40 + (whole.len() - 40) * cut / 1000;
        prop_assume!(whole.is_ascii());
        let part = if left { &whole[whole.len() - length..] } else { &whole[..length] };
        let diagnosis = of(part.as_bytes());
        let nearest = diagnosis.unknown.iter().flat_map(|unknown| unknown.nearest.iter().map(|symptom| symptom.name));
        let named: Vec<&str> = found(&diagnosis).into_iter().chain(nearest).collect();
        prop_assert!(!named.is_empty(), "{part}: {named:?}");
    }

    #[test]
    fn reads_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let diagnosis = of(&bytes);
        for text in [human(&diagnosis, "x", 80), json(&diagnosis, "x"), markdown(&diagnosis)] {
            let plain = anstream::adapter::strip_str(&text).to_string();
            prop_assert!(!plain.contains(|c: char| c.is_control() && c != '\n'), "{}", plain);
        }
    }

    #[test]
    fn concatenated_logs_show_the_symptoms_of_both((one, first) in example(), (other, second) in example()) {
        let json = |text: &str| if text.starts_with('{') { text.to_owned() } else { as_json(text) };
        let diagnosis = of(format!("{}\n{}\n", json(first), json(second)).as_bytes());
        let follow_ups = diagnosis.failures.iter().flat_map(|failure| failure.follow_ups.iter().map(|seen| seen.symptom.name));
        let mut all: Vec<&str> = found(&diagnosis).into_iter().chain(follow_ups).collect();
        let mut expected = vec![one.name, other.name];
        for names in [&mut all, &mut expected] {
            names.sort_unstable();
            names.dedup();
        }
        prop_assert_eq!(all, expected);
    }
}
