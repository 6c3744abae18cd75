//! Values merging compared with a real Helm, over generated files, layers and flags.
//!
//! Runs where the variable `FLYTE_AUTH_HELM` names a Helm or one is on the path; elsewhere it says that it did not.
//! `FLYTE_AUTH_HELM_CASES` sets how many cases are tried.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use flyte_auth::internals::chart::OwnChart;
use flyte_auth::internals::values::SetKind;
use flyte_auth::internals::values::{
    FileInput, HelmVersion, Inputs, coalesce, layer, to_json, to_yaml, with_deep_stack,
};

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

/// Numbers that look random and are the same on every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % limit
    }

    fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }

    fn map(&mut self, indent: usize, text: &mut String) {
        for key in KEYS.iter().filter(|_| true) {
            if self.below(3) > 0 {
                continue;
            }
            let pad = " ".repeat(indent);
            if indent < 6 && self.below(2) == 0 {
                writeln!(text, "{pad}{key}:").expect("text");
                let before = text.len();
                self.map(indent + 2, text);
                if text.len() == before {
                    writeln!(text, "{pad}  # nothing").expect("text");
                }
            } else {
                writeln!(text, "{pad}{key}: {}", self.pick(SCALARS)).expect("text");
            }
        }
    }

    fn document(&mut self) -> String {
        let mut text = String::new();
        self.map(0, &mut text);
        text
    }
}

#[test]
fn merging_agrees_with_helm() {
    let helm = std::env::var("FLYTE_AUTH_HELM").unwrap_or_else(|_| "helm".to_owned());
    let Ok(version) = Command::new(&helm).args(["version", "--short"]).output() else {
        eprintln!("skipped: no Helm here; set FLYTE_AUTH_HELM to one");
        return;
    };
    let version =
        if String::from_utf8_lossy(&version.stdout).contains("v4") { HelmVersion::V4 } else { HelmVersion::V3 };
    let cases = std::env::var("FLYTE_AUTH_HELM_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(150);
    let mut failures = Vec::new();
    let mut numbers = Numbers(20_261_123);
    for case in 0..cases {
        if let Err(difference) = compare(&helm, version, &mut numbers) {
            failures.push(format!("case {case}: {difference}"));
        }
    }
    assert!(failures.is_empty(), "{} of {cases} differ\n{}", failures.len(), failures.join("\n\n"));
}

fn compare(helm: &str, version: HelmVersion, numbers: &mut Numbers) -> Result<(), String> {
    let folder = tempfile::tempdir().expect("folder");
    let chart = folder.path().join("chart");
    fs::create_dir_all(chart.join("templates")).expect("folder");
    let write = |path: &Path, text: &str| fs::write(path, text).expect("file");
    write(&chart.join("Chart.yaml"), "apiVersion: v2\nname: c\nversion: 1.0.0\n");
    let template = "json: {{ .Values | toJson | b64enc }}\nyaml: {{ .Values | toYaml | b64enc }}\n";
    write(&chart.join("templates/v.yaml"), template);
    let defaults = if numbers.below(2) == 0 { String::new() } else { numbers.document() };
    write(&chart.join("values.yaml"), &defaults);
    write(&folder.path().join("file.txt"), "from a file\n");
    let mut arguments = vec!["template".to_owned(), "r".to_owned(), "chart".to_owned()];
    let mut inputs = Inputs { files: Vec::new(), flags: Vec::new(), helm: version };
    for number in 0..=numbers.below(3) {
        let name = format!("{number}.yaml");
        let mut text = numbers.document();
        if numbers.below(8) == 0 {
            text = format!("{text}---\n{}", numbers.document());
        }
        write(&folder.path().join(&name), &text);
        arguments.extend(["-f".to_owned(), name.clone()]);
        inputs.files.push(FileInput { name: name.into(), bytes: Arc::from(text.into_bytes()) });
    }
    for _ in 0..numbers.below(4) {
        let (flag, argument) = numbers.pick(FLAGS);
        arguments.extend([flag.to_owned(), argument.to_owned()]);
        inputs.flags.push((kind_of(flag), argument.to_owned()));
    }
    let output = Command::new(helm).args(&arguments).current_dir(folder.path()).output().expect("helm");
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    let told = stderr.lines().find_map(|line| line.strip_prefix("Error: ")).map(str::to_owned);
    let theirs = if output.status.success() { Ok(rendered(&output.stdout)) } else { Err(told.unwrap_or(stderr)) };
    let files = || -> String {
        let texts = inputs.files.iter().map(|file| String::from_utf8_lossy(&file.bytes).into_owned());
        format!("defaults:\n{defaults}\nfiles:\n{}\n{arguments:?}", texts.collect::<Vec<_>>().join("\n====\n"))
    };
    // A broken default file is Helm's to refuse; ours is about the user's.
    let Ok(own) = OwnChart::read(&chart) else {
        return Ok(());
    };
    let ours = with_deep_stack(|| {
        let read = |name: &str| fs::read(folder.path().join(name));
        let layered = layer(&inputs, &read).map_err(|error| error.in_full())?;
        let values = coalesce(layered.values, &own.defaults, version, &mut Vec::new());
        Ok((to_json(&values), to_yaml(&values)))
    });
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
