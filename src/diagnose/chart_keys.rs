//! Texts of causes and remedies, reduced to the keys of one chart: symptom pages name the keys of both, as in
//! `` `a.b` (flyte-binary) or `c.d` (flyte-core) ``.

use crate::chart::Chart;

/// Keeps only the keys of `chart` in a text. Returns a text in any other form unchanged.
pub(super) fn for_chart(text: &str, chart: Chart) -> String {
    one_of_both(text, chart).or_else(|| binary_in_parentheses(text, chart)).unwrap_or_else(|| text.to_owned())
}

/// Reduces `` `a`, `b` (flyte-binary) or `c` (flyte-core) ``, in either order.
fn one_of_both(text: &str, chart: Chart) -> Option<String> {
    let [binary, core] = [Chart::FlyteBinary, Chart::FlyteCore].map(|chart| format!(" ({})", chart.name()));
    let (of_binary, of_core) = (text.find(&binary)?, text.find(&core)?);
    let is_binary_first = of_binary < of_core;
    let (first, second) = if is_binary_first { (of_binary, of_core) } else { (of_core, of_binary) };
    let (first_label, second_label) = if is_binary_first { (&binary, &core) } else { (&core, &binary) };
    let (before, keys) = split_keys(text.get(..first)?)?;
    let (between, other_keys) = split_keys(text.get(first + first_label.len()..second)?)?;
    if ![" or ", ", "].contains(&between) {
        return None;
    }
    let kept = if (chart == Chart::FlyteBinary) == is_binary_first { keys } else { other_keys };
    let after = text.get(second + second_label.len()..)?;
    Some(format!("{before}{kept}{after}"))
}

/// Reduces `` `a` (`b` in flyte-binary) ``: `a` is flyte-core's key, and `b` replaces its end.
fn binary_in_parentheses(text: &str, chart: Chart) -> Option<String> {
    let (before, after) = text.split_once(" in flyte-binary)")?;
    let (before, key) = before.rsplit_once(" (")?;
    Some(match chart {
        Chart::FlyteBinary => format!("{}{key}{after}", split_keys(before)?.0),
        Chart::FlyteCore => format!("{before}{after}"),
    })
}

/// Splits a text before the keys in backticks at its end: `` set `a` and `b` `` becomes `set ` and `` `a` and `b` ``.
fn split_keys(text: &str) -> Option<(&str, &str)> {
    let mut start = text.len();
    loop {
        let rest = text.get(..start)?.strip_suffix('`')?;
        start = rest.rfind('`')?;
        let before = text.get(..start)?;
        let joint = [", ", " and ", " or "]
            .into_iter()
            .find(|joint| before.strip_suffix(joint).is_some_and(|before| before.ends_with('`')));
        let Some(joint) = joint else { return text.split_at_checked(start) };
        start -= joint.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_keys_of_the_chart() {
        for (text, binary, core) in [
            ("set `a` (flyte-binary) or `b.c` (flyte-core) to x", "set `a` to x", "set `b.c` to x"),
            ("in `b` (flyte-core) or `a` (flyte-binary).", "in `a`.", "in `b`."),
            (
                "wrong: `a` and `b` (flyte-binary), `c` (flyte-core); or not",
                "wrong: `a` and `b`; or not",
                "wrong: `c`; or not",
            ),
            ("correct `x` (`a` in flyte-binary).", "correct `a`.", "correct `x`."),
            (
                "flyte-binary: `a`; flyte-core: `b`.",
                "flyte-binary: `a`; flyte-core: `b`.",
                "flyte-binary: `a`; flyte-core: `b`.",
            ),
            ("`a` (flyte-binary) is wrong", "`a` (flyte-binary) is wrong", "`a` (flyte-binary) is wrong"),
        ] {
            assert_eq!(for_chart(text, Chart::FlyteBinary), binary);
            assert_eq!(for_chart(text, Chart::FlyteCore), core);
        }
    }
}
