//! Each argument with the observed behavior of Helm.

use super::*;
use crate::values::{SourceId, empty, to_json};

fn run(values: &str, kind: SetKind, argument: &str, helm: HelmVersion) -> Result<String, String> {
    let mut values = if values.is_empty() { empty() } else { crate::values::test_values::json(values) };
    let origin = Origin::Flag { source: SourceId(0) };
    let read = |path: &str| match path {
        "file" => Ok(b"text\n".to_vec()),
        _ => Err(io::Error::from(io::ErrorKind::NotFound)),
    };
    apply(&mut values, kind, argument, &origin, helm, &read, &mut Vec::new())
        .map(|()| to_json(&values))
        .map_err(|error| error.in_full())
}

fn ok(values: &str, kind: SetKind, argument: &str, result: &str) {
    assert_eq!(run(values, kind, argument, HelmVersion::V3).as_deref(), Ok(result), "{argument}");
}

fn fails(values: &str, kind: SetKind, argument: &str, message: &str) {
    assert_eq!(run(values, kind, argument, HelmVersion::V3), Err(message.to_owned()), "{argument}");
}

#[test]
fn set_converts_values_as_helm_does() {
    for (argument, result) in [
        ("x=a,y=b", r#"{"x":"a","y":"b"}"#),
        ("x.b=c", r#"{"x":{"b":"c"}}"#),
        ("x[1]=a", r#"{"x":[null,"a"]}"#),
        ("x[0].k=a", r#"{"x":[{"k":"a"}]}"#),
        ("x[0][1]=a", r#"{"x":[[null,"a"]]}"#),
        ("x={a,b}", r#"{"x":["a","b"]}"#),
        ("x={}", r#"{"x":[""]}"#),
        ("x={,}", r#"{"x":["",""]}"#),
        ("x={1,true},y=2", r#"{"x":[1,true],"y":2}"#),
        ("x=a\\,b", r#"{"x":"a,b"}"#),
        ("x.a\\.b=c", r#"{"x":{"a.b":"c"}}"#),
        ("x=", r#"{"x":""}"#),
        ("x=TRUE,y=Null,z=yes", r#"{"x":true,"y":null,"z":"yes"}"#),
        ("x=0777,y=0,z=-5", r#"{"x":"0777","y":0,"z":-5}"#),
        ("x=+5,y=00", r#"{"x":5,"y":"00"}"#),
        ("x=9223372036854775807,y=9223372036854775808", r#"{"x":9223372036854775807,"y":"9223372036854775808"}"#),
        ("=c", "{}"),
        (".x=b", "{}"),
        ("x=a,", r#"{"x":"a"}"#),
        ("x=a=b", r#"{"x":"a=b"}"#),
        ("x.y=1,x=2", r#"{"x":2}"#),
    ] {
        ok("", SetKind::Set, argument, result);
    }
}

#[test]
fn set_fails_as_helm_does() {
    for (argument, message) in [
        ("x", r#"key "x" has no value"#),
        ("x.y", r#"key "y" has no value"#),
        ("x,y1=2", r#"key "x" has no value (cannot end with ,)"#),
        ("x={a", "list must terminate with '}'"),
        ("x[-1]=a", "negative -1 index not allowed"),
        ("x[65537]=a", "index of 65537 is greater than maximum supported index of 65536"),
        ("x[a]=a", r#"error parsing index: strconv.Atoi: parsing "a": invalid syntax"#),
        ("x[0=b", "error parsing index: EOF"),
        ("x=1,x.y=2", "unable to parse key: interface conversion: interface {} is int64, not map[string]interface {}"),
    ] {
        fails("", SetKind::Set, argument, &format!("failed parsing --set data: {message}"));
    }
    assert_eq!(run("", SetKind::Set, "x[0=b", HelmVersion::V4).as_deref(), Ok("{}"));
}

#[test]
fn set_updates_existing_values() {
    ok(r#"{"x":{"l":[1,2,3]}}"#, SetKind::Set, "x.l[1]=Z", r#"{"x":{"l":[1,"Z",3]}}"#);
    ok(r#"{"x":[{"k":1,"j":2}]}"#, SetKind::Set, "x[0].k=9", r#"{"x":[{"j":2,"k":9}]}"#);
    fails(
        r#"{"x":null}"#,
        SetKind::Set,
        "x.a=5",
        "failed parsing --set data: unable to parse key: interface conversion: interface {} is nil, not \
            map[string]interface {}",
    );
}

#[test]
fn reads_the_other_flags() {
    ok("", SetKind::String, "x=12,y=true,z={1,null}", r#"{"x":"12","y":"true","z":["1","null"]}"#);
    ok("", SetKind::Literal, r"x=a,b=c{d}\e", r#"{"x":"a,b=c{d}\\e"}"#);
    ok("", SetKind::Literal, r"x\.y=1", r#"{"x\\":{"y":"1"}}"#);
    ok("", SetKind::File, "x=file", r#"{"x":"text\n"}"#);
    fails("", SetKind::File, "x=none", "failed parsing --set-file data: open none: no such file or directory");
    ok("", SetKind::Json, r#"x={"a":1},y1=2"#, r#"{"x":{"a":1},"y1":2}"#);
    ok("", SetKind::Json, "x=", r#"{"x":null}"#);
    ok("", SetKind::Json, r#"x[1]="z""#, r#"{"x":[null,"z"]}"#);
    ok("", SetKind::Json, "[1]", "{}");
    fails("", SetKind::Json, "x=a", "failed parsing --set-json data x=a");
    fails("", SetKind::Json, r#"{"x":1}"#, r#"failed parsing --set-json data {"x":1}"#);
    assert_eq!(
        run(r#"{"x":{"b":1}}"#, SetKind::Json, r#"{"x":{"a":1}}"#, HelmVersion::V4).as_deref(),
        Ok(r#"{"x":{"a":1,"b":1}}"#)
    );
}
