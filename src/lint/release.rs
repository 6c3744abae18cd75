//! A release as it is linted: its values and the model of them.

use super::keys::{self, KeyFault, KeyFaultKind};
use super::moved::{Moved, as_if_moved, is_switch_off};
use super::scope::{Completeness, LayerReason, Scope, Signs, has_whole_login, mentions_auth};
use crate::chart::{Chart, DetectError, OwnChart, TemplateError};
use crate::flyte::FlyteVersion;
use crate::release::{
    AuthEffect, AuthState, Decision, Facts, Model, Release, ReleaseInfo, Rendering, auth_switch, is_on,
};
use crate::values::{HelmVersion, Layered, LossReason, Origin, Path, Step, Value, node_value};

/// A release that rules check.
#[derive(Debug, Clone)]
pub struct LintRelease<'a> {
    release: Release<'a>,
    /// Whether the values are all of the release, as the user states it.
    pub completeness: Completeness,
    /// The user's values for this chart, before its defaults; misplaced blocks are moved to where they belong.
    pub user: Value,
    /// The blocks that were moved.
    moved: Moved,
    /// How the values are checked.
    pub scope: Scope,
    /// The reason why they are checked as one layer, if they are.
    pub layer_reason: Option<LayerReason>,
    /// Whether authentication is enabled, and the value that decides it.
    pub auth: AuthState,
    /// Keys in the user's values that have no effect, or not the intended one.
    pub key_faults: Vec<KeyFault>,
    /// The effective model, in which values that keep the chart from rendering are unknown; `None` if that is not
    /// possible.
    pub model: Option<Model>,
    pub facts: Facts,
    /// The error with which the chart does not render, if it does not.
    pub error: Option<TemplateError>,
}

impl<'a> LintRelease<'a> {
    /// Builds the model.
    pub fn of(layered: &'a Layered, info: ReleaseInfo<'a>, completeness: Completeness) -> Result<Self, DetectError> {
        let mut linted = Self::with_key_faults(Release::of(layered, info)?, completeness);
        let (user, moved) = as_if_moved(linted.as_written(), &linted.key_faults);
        linted.moved = moved;
        Ok(linted.completed(user))
    }

    /// Builds the same release with misplaced blocks left where nothing reads them; `None` if there are none.
    pub fn without_moves(&self) -> Option<Self> {
        let linted =
            (!self.moved.is_empty()).then(|| Self::with_key_faults(self.release.clone(), self.completeness))?;
        let user = linted.user.clone();
        Some(linted.completed(user))
    }

    /// Starts with the faults of the keys.
    fn with_key_faults(release: Release<'a>, completeness: Completeness) -> Self {
        // A test ensures that the schema is valid.
        let mut key_faults = keys::faults(release.chart, &release.user).unwrap_or_default();
        if keys::has_images_of_a_fork(&release.layered.values) {
            key_faults
                .retain(|fault| !matches!(fault.kind, KeyFaultKind::Unknown { .. } | KeyFaultKind::Misplaced { .. }));
        }
        key_faults.extend(keys::collisions(release.chart, &release.user, &release.defaults()));
        Self {
            completeness,
            moved: Moved::default(),
            scope: Scope::Off,
            layer_reason: None,
            auth: AuthState { effect: AuthEffect::Unset, decided: None, ineffective: None },
            key_faults,
            model: None,
            facts: Facts::default(),
            error: None,
            user: release.user.clone(),
            release,
        }
    }

    /// Renders the values as written, finds the scope, and renders them again as the rules check them: with misplaced
    /// blocks moved (`user`), and with authentication enabled.
    fn completed(mut self, user: Value) -> Self {
        let rendering = Rendering { placeholders_are_unknown: true, ..Rendering::default() };
        self.render(rendering);
        if let Some(model) = &self.model {
            self.auth = AuthState::of(model, &self.user);
        }
        if self.auth.effect != AuthEffect::On && self.auth.ineffective.is_none() {
            self.auth.ineffective = self.misplaced_switch().or_else(|| self.lost_switch());
        }
        (self.scope, self.layer_reason) = self.find_scope(&user);
        if self.scope != Scope::Off {
            self.user = user;
            let assumes_auth = !matches!(self.auth.effect, AuthEffect::On | AuthEffect::Unknown);
            // A data plane is a release of its own, although the control plane decides about authentication.
            let is_data_plane = self.auth.effect == AuthEffect::NoServer && self.completeness != Completeness::Partial;
            let is_layer = self.scope == Scope::Layer && !is_data_plane;
            if assumes_auth || is_layer || !self.moved.is_empty() {
                self.render(Rendering { assumes_auth, is_layer, ..rendering });
            }
        }
        self.facts = self.model.as_ref().map(Facts::of).unwrap_or_default();
        self
    }

    /// Finds how the values are checked. `user` has misplaced blocks moved.
    fn find_scope(&self, user: &Value) -> (Scope, Option<LayerReason>) {
        let chart = self.chart();
        let is_off_elsewhere = |fault: &KeyFault| is_switch_off(chart, &self.user, fault);
        let has_faulty_keys = !self.key_faults.iter().all(is_off_elsewhere) || loses_auth(chart, self.layered());
        let has_unknown_root =
            keys::unknown_roots(chart, self.as_written(), &self.key_faults).iter().any(|root| root.enables_auth(chart))
                || keys::dotted_keys(chart, self.as_written()).iter().any(|key| key.chart == chart);
        Scope::of(Signs {
            auth: &self.auth,
            is_part_of_nested: self.subchart().is_some() && !has_whole_login(chart, user),
            ignores_documents: self
                .layered()
                .dropped
                .iter()
                .any(|dropped| dropped.reason == LossReason::IgnoredDocument),
            mentions_auth: has_faulty_keys || has_unknown_root || mentions_auth(chart, &self.user),
            completeness: self.completeness,
        })
    }

    /// Builds the same release with authentication enabled; `None` if it is enabled or if the values have no other auth
    /// settings.
    pub(super) fn as_if_on(&self) -> Option<Self> {
        if self.scope != Scope::Off || !mentions_auth(self.chart(), &self.user) {
            return None;
        }
        let mut on = Self { scope: Scope::On, ..self.clone() };
        on.render(Rendering { placeholders_are_unknown: true, assumes_auth: true, is_layer: false });
        on.facts = on.model.as_ref().map(Facts::of).unwrap_or_default();
        Some(on)
    }

    fn render(&mut self, rendering: Rendering) {
        (self.model, self.error) = match self.release.model_of(&self.user, rendering) {
            Ok(model) => (Some(model), None),
            Err(error) => (self.release.draft(&self.user, rendering).ok(), Some(error)),
        };
    }

    /// Renders the values as written; `None` if the chart does not render. A layer can be rendered with authentication
    /// enabled by another layer.
    pub fn model_as_written(&self, rendering: Rendering) -> Option<Model> {
        self.release.model_of(self.as_written(), rendering).ok()
    }

    /// Returns the values' sources, and the parts that Helm drops.
    pub const fn layered(&self) -> &'a Layered {
        self.release.layered
    }

    pub const fn chart(&self) -> Chart {
        self.release.chart
    }

    /// Returns the key of the subchart in the umbrella chart's values, if the chart is one.
    pub const fn subchart(&self) -> Option<&'a str> {
        self.release.subchart
    }

    pub const fn flyte(&self) -> FlyteVersion {
        self.release.info.flyte
    }

    /// Returns the Helm version whose rules apply.
    pub const fn helm(&self) -> HelmVersion {
        self.release.info.helm
    }

    pub const fn namespace(&self) -> &'a str {
        self.release.info.namespace
    }

    /// Returns the user's own chart, if one is given.
    pub const fn own_chart(&self) -> Option<&'a OwnChart> {
        self.release.info.own_chart
    }

    /// Returns the chart's defaults.
    pub fn defaults(&self) -> std::borrow::Cow<'a, Value> {
        self.release.defaults()
    }

    /// Returns the user's values as written, with misplaced blocks where they are.
    pub const fn as_written(&self) -> &Value {
        &self.release.user
    }

    /// Iterates over the values that flyte-binary requires and the user does not give.
    pub fn missing_required(&self) -> impl Iterator<Item = &'static [&'static str]> {
        self.chart().missing_required(&self.user)
    }

    /// Translates a path of this chart's values to the path in the user's files.
    pub fn path(&self, path: &Path) -> Path {
        self.release.path(&self.moved.written(path))
    }

    /// Translates a path of this chart's values to the path where it belongs in the user's files.
    pub fn right_path(&self, path: &Path) -> Path {
        self.release.path(path)
    }

    /// Returns the path of the map or list entry at a position in the files.
    pub fn path_of_text(&self, origin: &Origin) -> Path {
        let Origin::File { source, span } = origin else {
            return Path::default();
        };
        let files = self.layered().files.iter().filter(|(file, _)| file == source);
        let mut documents = files.flat_map(|(_, stream)| &stream.documents);
        documents
            .find(|document| document.span().range().contains(&span.start))
            .map_or_else(Path::default, |document| document.path_at(span.start))
    }

    /// Finds a switch that enables authentication at a place where nothing reads it.
    fn misplaced_switch(&self) -> Option<Decision> {
        self.moved.switch(self.chart(), &self.user).map(|(path, origin)| Decision { path, origin })
    }

    /// Finds a switch that enables authentication and is overridden in the same file, by `<<` or by a duplicate key.
    fn lost_switch(&self) -> Option<Decision> {
        let switch = self.release.path(&Path::of(auth_switch(self.chart())));
        for (source, stream) in &self.layered().files {
            for document in &stream.documents {
                let merged = document.merges().iter().flat_map(|merge| &merge.overridden).map(|(_, span)| *span);
                let earlier = document.duplicates().iter().map(|duplicate| duplicate.earlier);
                for span in merged.chain(earlier) {
                    let value = document.key_at(span).map(|pair| pair.value);
                    let enables = value.is_some_and(|value| is_on(self.chart(), &node_value(document, value, *source)));
                    if enables && document.path_at(span.start) == switch {
                        let origin = Origin::File { source: *source, span };
                        return Some(Decision { path: Path::of(auth_switch(self.chart())), origin });
                    }
                }
            }
        }
        None
    }
}

/// Returns whether text that Helm silently drops holds one of the blocks with auth settings.
fn loses_auth(chart: Chart, layered: &Layered) -> bool {
    layered.dropped.iter().any(|dropped| {
        let silently = matches!(
            dropped.reason,
            LossReason::DuplicateKey { .. } | LossReason::IgnoredDocument | LossReason::AfterEnd
        );
        silently && dropped.path.0.iter().any(|step| matches!(step, Step::Key(key) if chart.leads_to_auth(key)))
    })
}
