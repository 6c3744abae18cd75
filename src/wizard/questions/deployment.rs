//! Questions about the Helm release and its public URL.

use serde_json::Value;

use super::{always, nothing};
use crate::deployment::{DEFAULT_NAMESPACE, DEFAULT_RELEASE, Endpoint};
use crate::flyte::{FlyteVersion, PublicUrl};
use crate::wizard::question::{AnswerForm, Question, offer};
use crate::wizard::state::WizardState;

pub(super) static CHART: Question = Question {
    key: "chart",
    title: "Chart",
    applies: always,
    message: |_| "Which Helm chart is Flyte installed with?".to_owned(),
    help: |_| "column CHART of `helm list -A`: flyte-binary-v… or flyte-core-v…".to_owned(),
    form: AnswerForm::Choice(|_| {
        vec![
            offer("flyte-binary", "flyte-binary", "all of Flyte in one process"),
            offer("flyte-core", "flyte-core", "flyteadmin, flytepropeller and the other services in separate pods"),
        ]
    }),
    default: nothing,
    also_governs: &[],
};

pub(super) static VERSION: Question = Question {
    key: "flyteVersion",
    title: "Flyte version",
    applies: always,
    message: |_| "Which Flyte version?".to_owned(),
    help: |_| "the number in the column CHART of `helm list -A`; for a new installation, the latest".to_owned(),
    form: AnswerForm::Text,
    default: |_| Some(Value::from(FlyteVersion::NEWEST.to_string())),
    also_governs: &[],
};

pub(super) static RELEASE: Question = Question {
    key: "release",
    title: "Helm release",
    applies: always,
    message: |_| "Name of the Helm release?".to_owned(),
    help: |_| "column NAME of `helm list -A`".to_owned(),
    form: AnswerForm::Text,
    default: |_| Some(Value::from(DEFAULT_RELEASE)),
    also_governs: &[],
};

pub(super) static NAMESPACE: Question = Question {
    key: "namespace",
    title: "Namespace",
    applies: always,
    message: |_| "Namespace of the release?".to_owned(),
    help: |_| "column NAMESPACE of `helm list -A`".to_owned(),
    form: AnswerForm::Text,
    default: |_| Some(Value::from(DEFAULT_NAMESPACE)),
    also_governs: &[],
};

pub(super) static URL: Question = Question {
    key: "url",
    title: "Public URL",
    applies: |state| state.get("sandbox").is_none(),
    message: |_| "Public URL of Flyte?".to_owned(),
    help: |_| {
        format!("as in the browser, without a path: https://flyte.example.org; for the sandbox: {}", PublicUrl::SANDBOX)
    },
    form: AnswerForm::Text,
    default: nothing,
    also_governs: &[],
};

pub(super) static TOPOLOGY: Question = Question {
    key: "topology",
    title: "Clusters",
    applies: |state| state.is("chart", "flyte-core") && url(state).is_some_and(|url| !url.is_local()),
    message: |_| "Does Flyte run in one cluster or several?".to_owned(),
    help: |_| "several: flytepropeller runs in other clusters (data planes) than flyteadmin".to_owned(),
    form: AnswerForm::Choice(|_| {
        vec![
            offer("single", "one cluster", ""),
            offer(
                "control-plane-and-data-plane",
                "several clusters",
                "a control plane and data planes, with a values file each",
            ),
        ]
    }),
    default: |_| Some(Value::from("single")),
    also_governs: &[],
};

pub(super) static ENDPOINT: Question = Question {
    key: "dataPlane.endpoint",
    title: "Data plane endpoint",
    applies: |state| state.is("topology", "control-plane-and-data-plane") && (TOPOLOGY.applies)(state),
    message: |_| "Endpoint at which data planes reach flyteadmin?".to_owned(),
    help: |_| "its gRPC endpoint, as seen from the other clusters".to_owned(),
    form: AnswerForm::Text,
    default: |state| Some(Value::from(endpoint(state)?)),
    also_governs: &[],
};

fn url(state: &WizardState<'_>) -> Option<PublicUrl> {
    PublicUrl::parse(state.text("url")?).ok()
}

/// Returns the gRPC endpoint at the public URL.
fn endpoint(state: &WizardState<'_>) -> Option<String> {
    Some(Endpoint::of(&url(state)?).as_str().to_owned())
}
