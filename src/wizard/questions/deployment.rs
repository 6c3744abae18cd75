//! The release of Flyte, and where people open it.

use serde_json::Value;

use super::{always, nothing};
use crate::deployment::{DEFAULT_NAMESPACE, DEFAULT_RELEASE, Endpoint};
use crate::flyte::{FlyteVersion, PublicUrl};
use crate::wizard::question::{Form, Question, offer};
use crate::wizard::state::State;

pub(super) static CHART: Question = Question {
    key: "chart",
    title: "Chart",
    asked: always,
    message: |_| "Which chart is Flyte installed with?".to_owned(),
    help: |_| "`helm list -A` shows it in the column CHART: flyte-binary-v… or flyte-core-v…".to_owned(),
    form: Form::Choice(|_| {
        vec![
            offer("flyte-binary", "flyte-binary", "everything in one process"),
            offer("flyte-core", "flyte-core", "flyteadmin, flytepropeller and the others each on their own"),
        ]
    }),
    default: nothing,
    governs: &["secretNames.", "topology", "dataPlane."],
};

pub(super) static VERSION: Question = Question {
    key: "flyteVersion",
    title: "Flyte version",
    asked: always,
    message: |_| "Which version of Flyte?".to_owned(),
    help: |_| {
        "the number after `v` in the column CHART of `helm list -A`; the newest if you are about to install it"
            .to_owned()
    },
    form: Form::Text,
    default: |_| Some(Value::from(FlyteVersion::NEWEST.to_string())),
    governs: &[],
};

pub(super) static RELEASE: Question = Question {
    key: "release",
    title: "Helm release",
    asked: always,
    message: |_| "What is the Helm release called?".to_owned(),
    help: |_| "the column NAME of `helm list -A`".to_owned(),
    form: Form::Text,
    default: |_| Some(Value::from(DEFAULT_RELEASE)),
    governs: &[],
};

pub(super) static NAMESPACE: Question = Question {
    key: "namespace",
    title: "Namespace",
    asked: always,
    message: |_| "In which namespace?".to_owned(),
    help: |_| "the column NAMESPACE of `helm list -A`".to_owned(),
    form: Form::Text,
    default: |_| Some(Value::from(DEFAULT_NAMESPACE)),
    governs: &[],
};

pub(super) static URL: Question = Question {
    key: "url",
    title: "Public URL",
    asked: |state| state.get("sandbox").is_none(),
    message: |_| "At which URL do people open Flyte?".to_owned(),
    help: |_| {
        format!(
            "as the browser shows it, without a path: https://flyte.example.org; a sandbox is at {}",
            PublicUrl::SANDBOX
        )
    },
    form: Form::Text,
    default: nothing,
    governs: &["dataPlane."],
};

pub(super) static TOPOLOGY: Question = Question {
    key: "topology",
    title: "Clusters",
    asked: |state| state.is("chart", "flyte-core") && url(state).is_some_and(|url| !url.is_local()),
    message: |_| "Over how many clusters does it spread?".to_owned(),
    help: |_| "with data planes of their own, flytepropeller runs in other clusters than flyteadmin".to_owned(),
    form: Form::Choice(|_| {
        vec![
            offer("single", "one cluster", "all of Flyte is in it"),
            offer(
                "control-plane-and-data-plane",
                "several clusters",
                "a control plane and data planes, a values file for each",
            ),
        ]
    }),
    default: |_| Some(Value::from("single")),
    governs: &[],
};

pub(super) static ENDPOINT: Question = Question {
    key: "dataPlane.endpoint",
    title: "flyteadmin for data planes",
    asked: |state| state.is("topology", "control-plane-and-data-plane") && (TOPOLOGY.asked)(state),
    message: |_| "Where do data planes reach flyteadmin?".to_owned(),
    help: |_| "its gRPC endpoint as seen from the other clusters".to_owned(),
    form: Form::Text,
    default: |state| Some(Value::from(endpoint(state)?)),
    governs: &[],
};

fn url(state: &State<'_>) -> Option<PublicUrl> {
    PublicUrl::parse(state.text("url")?).ok()
}

/// The endpoint that belongs to the public URL.
fn endpoint(state: &State<'_>) -> Option<String> {
    Some(Endpoint::of(&url(state)?).as_str().to_owned())
}
