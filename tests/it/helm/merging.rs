//! Merging of values, compared with a real Helm for random files, layers and flags.
//!
//! Needs Helm on the `PATH` or in `FLYTE_AUTH_HELM`; without it the test is skipped and says so.
//! `FLYTE_AUTH_HELM_CASES` is the number of cases.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use flyte_auth::internals::chart::OwnChart;
use flyte_auth::internals::stack::on_large_stack;
use flyte_auth::internals::values::SetKind;
use flyte_auth::internals::values::{FileInput, HelmVersion, Inputs, coalesce, layer, to_json, to_yaml};

use crate::common::random::Random;

const SCALARS: &[&str] = &[
    "1",
    "0777",
    "1234567",
    "1e21",
    "0.1",
    "-0.0",
    "1.50",
    "12345678901234567890",
    "true",
    "no",
    "y",
    "~",
    "null",
    "",
    "\"\"",
    "text",
    "'it''s'",
    "\"tab\\there\"",
    "\"é\\u200b\"",
    "a: b",
    "'a: b'",
    "https://h:80/p?q=1",
    "2026-01-01",
    "'2026-01-01'",
    "12:30:45",
    "\"one\\ntwo\\n\"",
    "\"  lead\"",
    "'{{ x }}'",
    "'- a'",
    "'#c'",
    "'<<'",
    "\"x\\\\y\"",
    "'word word word word word word word word word word word word word word word word word word word word word word'",
    "[]",
    "{}",
    "[1, two, null]",
    "[{a: 1}, {b: [2]}]",
    "'@x'",
    "\"\\u0001\"",
    "\"trail \"",
    "'a #b'",
    "'1_000'",
    "0x1F",
    "'2026-02-30'",
    "'2026-02-28T10:10:10,5Z'",
    "'2026-02-28T24:10:10Z'",
    "'2026-02-28T10:10:10+99:99'",
    "'2026-2-3T1:2:3Z'",
    "'0b-1'",
    "0b-1",
    "'._1'",
    "0o-7",
];
const KEYS: &[&str] = &["a", "b", "c", "l", "m", "a10", "a9", "yes", "B"];
const FLAGS: &[(&str, &str)] = &[
    ("--set", "a=1"),
    ("--set", "a.b=x"),
    ("--set", "l[0]=z"),
    ("--set", "l[2].k=v"),
    ("--set", "m={1,true,x}"),
    ("--set", "a=null"),
    ("--set", "a.b.c=tRue,b=0777"),
    ("--set", "b=a\\,b"),
    ("--set", "c.a\\.b=1"),
    ("--set", "l={}"),
    ("--set", "a"),
    ("--set", "a,b=1"),
    ("--set", "a.=1"),
    ("--set", "=x"),
    ("--set", "l[0][1]=1"),
    ("--set", "l[-1]=1"),
    ("--set", "l[x]=1"),
    ("--set", "l[0"),
    ("--set", "l[0]"),
    ("--set", "l[0]x=1"),
    ("--set", "a={x"),
    ("--set", "a={x},b=1"),
    ("--set", "a="),
    ("--set", "a=,b=2"),
    ("--set", "a=1,"),
    ("--set", "a.b[1].c=9"),
    ("--set", "a=x\\"),
    ("--set", "."),
    ("--set", "a.b"),
    ("--set", "a={x}y"),
    ("--set", "a[0]=1,a[1]=2"),
    ("--set", "a=9223372036854775808"),
    ("--set", "b[0]="),
    ("--set", "b[1]={1,2}"),
    ("--set", "b="),
    ("--set", "[0]=1"),
    ("--set", "a[0].b.c=1,a[0].b.d=2"),
    ("--set-string", "a=1"),
    ("--set-string", "a.b=null"),
    ("--set-string", "l={1,2}"),
    ("--set-string", "a=,b=true"),
    ("--set-json", "a={\"x\": 1234567}"),
    ("--set-json", "a=[1,null],b=\"x,y\""),
    ("--set-json", "a="),
    ("--set-json", "a=x"),
    ("--set-json", "l[1]={\"q\":1e3}"),
    ("--set-json", "{\"a\": {\"z\": 1}}"),
    ("--set-json", "[1]"),
    ("--set-json", "a.b=1 2"),
    ("--set-json", "a= 1 , b=2"),
    ("--set-json", "a=\"x\"y"),
    ("--set-json", "a=1,,b=2"),
    ("--set-literal", "a=x,y={z}\\"),
    ("--set-literal", "a.b=1=2"),
    ("--set-literal", "l[0]=x"),
    ("--set-literal", "a"),
    ("--set-literal", "x\\.y=1"),
    ("--set-literal", "a="),
    ("--set-literal", "l[0].k=a,b"),
    ("--set-literal", "l[0][0]=a"),
    ("--set-file", "a=file.txt"),
    ("--set-file", "a.b=none.txt"),
    ("--set-file", "l[0]=file.txt,b=file.txt"),
];

/// Writes a random map.
fn map(random: &mut Random, indent: usize, text: &mut String) {
    for key in KEYS {
        if random.below(3) > 0 {
            continue;
        }
        let pad = " ".repeat(indent);
        if indent < 6 && random.below(2) == 0 {
            writeln!(text, "{pad}{key}:").expect("text");
            let before = text.len();
            map(random, indent + 2, text);
            if text.len() == before {
                writeln!(text, "{pad}  # nothing").expect("text");
            }
        } else {
            writeln!(text, "{pad}{key}: {}", random.pick(SCALARS)).expect("text");
        }
    }
}

fn document(random: &mut Random) -> String {
    let mut text = String::new();
    map(random, 0, &mut text);
    text
}

#[test]
fn merging_agrees_with_helm() {
    let helm = std::env::var("FLYTE_AUTH_HELM").unwrap_or_else(|_| "helm".to_owned());
    let Ok(version) = Command::new(&helm).args(["version", "--short"]).output() else {
        eprintln!("skipped: Helm is not installed (FLYTE_AUTH_HELM)");
        return;
    };
    let version =
        if String::from_utf8_lossy(&version.stdout).contains("v4") { HelmVersion::V4 } else { HelmVersion::V3 };
    let cases = std::env::var("FLYTE_AUTH_HELM_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(150);
    let mut failures = Vec::new();
    let mut random = Random(20_261_123);
    for case in 0..cases {
        if let Err(difference) = compare(&helm, version, &mut random) {
            failures.push(format!("case {case}: {difference}"));
        }
    }
    assert!(failures.is_empty(), "{} of {cases} differ\n{}", failures.len(), failures.join("\n\n"));
}

fn compare(helm: &str, version: HelmVersion, random: &mut Random) -> Result<(), String> {
    let folder = tempfile::tempdir().expect("folder");
    let chart = folder.path().join("chart");
    fs::create_dir_all(chart.join("templates")).expect("folder");
    let write = |path: &Path, text: &str| fs::write(path, text).expect("file");
    write(&chart.join("Chart.yaml"), "apiVersion: v2\nname: c\nversion: 1.0.0\n");
    let template = "json: {{ .Values | toJson | b64enc }}\nyaml: {{ .Values | toYaml | b64enc }}\n";
    write(&chart.join("templates/v.yaml"), template);
    let defaults = if random.below(2) == 0 { String::new() } else { document(random) };
    write(&chart.join("values.yaml"), &defaults);
    write(&folder.path().join("file.txt"), "from a file\n");
    let mut arguments = vec!["template".to_owned(), "r".to_owned(), "chart".to_owned()];
    let mut inputs = Inputs { files: Vec::new(), flags: Vec::new(), helm: version };
    for number in 0..=random.below(3) {
        let name = format!("{number}.yaml");
        let mut text = document(random);
        if random.below(8) == 0 {
            text = format!("{text}---\n{}", document(random));
        }
        write(&folder.path().join(&name), &text);
        arguments.extend(["-f".to_owned(), name.clone()]);
        inputs.files.push(FileInput { name: name.into(), bytes: Arc::from(text.into_bytes()) });
    }
    for _ in 0..random.below(4) {
        let (flag, argument) = random.pick(FLAGS);
        arguments.extend([flag.to_owned(), argument.to_owned()]);
        inputs.flags.push((kind_of(flag), argument.to_owned()));
    }
    let output = Command::new(helm).args(&arguments).current_dir(folder.path()).output().expect("helm");
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    let message = stderr.lines().find_map(|line| line.strip_prefix("Error: ")).map(str::to_owned);
    let theirs = if output.status.success() { Ok(rendered(&output.stdout)) } else { Err(message.unwrap_or(stderr)) };
    let files = || -> String {
        let texts = inputs.files.iter().map(|file| String::from_utf8_lossy(&file.bytes).into_owned());
        format!("defaults:\n{defaults}\nfiles:\n{}\n{arguments:?}", texts.collect::<Vec<_>>().join("\n====\n"))
    };
    // Invalid defaults of the chart are not compared.
    let Ok(own) = OwnChart::read(&chart) else {
        return Ok(());
    };
    let ours = on_large_stack(|| {
        let read = |name: &str| fs::read(folder.path().join(name));
        let layered = layer(&inputs, &read).map_err(|error| error.in_full())?;
        let values = coalesce(layered.values, &own.defaults, version, &mut Vec::new());
        Ok((to_json(&values), to_yaml(&values)))
    })
    .unwrap();
    if ours == theirs { Ok(()) } else { Err(format!("ours   {ours:?}\ntheirs {theirs:?}\n{}", files())) }
}

/// The two texts that the template prints.
fn rendered(stdout: &[u8]) -> (String, String) {
    use base64::Engine as _;
    let text = String::from_utf8_lossy(stdout);
    let find = |key: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(key)).expect("rendered");
        let bytes = base64::engine::general_purpose::STANDARD.decode(line.trim()).expect("base64");
        String::from_utf8(bytes).expect("UTF-8")
    };
    (find("json: "), find("yaml: "))
}

fn kind_of(flag: &str) -> SetKind {
    [SetKind::Json, SetKind::Set, SetKind::String, SetKind::File, SetKind::Literal]
        .into_iter()
        .find(|kind| kind.flag() == flag)
        .expect("flag")
}
