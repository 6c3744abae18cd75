//! One release as it is linted: its values and the model that they make.

use super::keys::{self, KeyFault, KeyFaultKind};
use super::moved::{Moved, as_if_moved, is_switch_off};
use super::scope::{Completeness, LayerReason, Scope, Signs, has_whole_login, speaks_of_auth};
use crate::chart::{Chart, DetectError, OwnChart, TemplateError};
use crate::flyte::FlyteVersion;
use crate::release::{
    AuthEffect, AuthState, Decision, Facts, Model, Release, ReleaseInfo, Rendering, auth_switch, is_on,
};
use crate::values::{HelmVersion, Layered, Origin, Path, Reason, Step, Value, node_value};

/// A release that rules can ask about.
#[derive(Debug, Clone)]
pub struct LintRelease<'a> {
    release: Release<'a>,
    /// How much of it the values are, as the user said.
    pub completeness: Completeness,
    /// The user's values for this chart, before its defaults; what is misplaced in them is where it belongs.
    pub user: Value,
    /// What is misplaced.
    moved: Moved,
    /// How the values are checked.
    pub scope: Scope,
    /// Why they are checked as one layer, if they are.
    pub layer_reason: Option<LayerReason>,
    /// Whether authentication is enabled, and where that is decided.
    pub auth: AuthState,
    /// The keys of the user's values that do not do what they were written for.
    pub key_faults: Vec<KeyFault>,
    /// The effective model, with what keeps the chart from rendering as unknown; `None` where that is not possible.
    pub model: Option<Model>,
    pub facts: Facts,
    /// Why the chart does not render with these values, if it does not.
    pub error: Option<TemplateError>,
}

impl<'a> LintRelease<'a> {
    /// Makes the model.
    pub fn of(layered: &'a Layered, info: ReleaseInfo<'a>, completeness: Completeness) -> Result<Self, DetectError> {
        Self::make(layered, info, completeness, true)
    }

    /// The same release with what is misplaced left where nothing reads it; `None` where nothing is.
    pub fn without_moves(&self) -> Option<Self> {
        let is_any = !self.moved.is_empty();
        is_any.then(|| Self::make(self.release.layered, self.release.info, self.completeness, false).ok())?
    }

    fn make(
        layered: &'a Layered,
        info: ReleaseInfo<'a>,
        completeness: Completeness,
        moves: bool,
    ) -> Result<Self, DetectError> {
        let release = Release::of(layered, info)?;
        // That the schema is one is held by the tests.
        let mut key_faults = keys::faults(release.chart, &release.user).unwrap_or_default();
        if keys::has_images_of_a_fork(&layered.values) {
            key_faults
                .retain(|fault| !matches!(fault.kind, KeyFaultKind::Unknown { .. } | KeyFaultKind::Misplaced { .. }));
        }
        key_faults.extend(keys::collisions(release.chart, &release.user, &release.defaults()));
        let (user, moved) = as_if_moved(&release.user, if moves { &key_faults } else { &[] });
        let mut linted = Self {
            completeness,
            moved,
            scope: Scope::Off,
            layer_reason: None,
            auth: AuthState { effect: AuthEffect::Unset, decided: None, wanted: None },
            key_faults,
            model: None,
            facts: Facts::default(),
            error: None,
            user: release.user.clone(),
            release,
        };
        let rendering = Rendering { placeholders_are_unknown: true, ..Rendering::default() };
        linted.render(rendering);
        if let Some(model) = &linted.model {
            linted.auth = AuthState::of(model, &linted.user);
        }
        let mut auth = linted.auth.clone();
        if auth.effect != AuthEffect::On && auth.wanted.is_none() {
            auth.wanted = linted.misplaced_switch().or_else(|| linted.lost_switch());
        }
        let is_off_elsewhere = |fault: &KeyFault| is_switch_off(linted.chart(), &linted.user, fault);
        let has_faulty_keys = !linted.key_faults.iter().all(is_off_elsewhere) || loses_auth(layered);
        let has_unknown_root = keys::unknown_roots(linted.chart(), linted.as_written(), &linted.key_faults)
            .iter()
            .any(|root| root.turns_on(linted.chart()))
            || keys::dotted_keys(linted.chart(), linted.as_written()).iter().any(|key| key.chart == linted.chart());
        (linted.scope, linted.layer_reason) = Scope::of(Signs {
            auth: &auth,
            is_part_of_nested: linted.subchart().is_some() && !has_whole_login(linted.chart(), &user),
            ignores_documents: layered.dropped.iter().any(|dropped| dropped.reason == Reason::IgnoredDocument),
            speaks_of_auth: has_faulty_keys || has_unknown_root || speaks_of_auth(linted.chart(), &linted.user),
            said: completeness,
        });
        linted.auth = auth;
        if linted.scope != Scope::Off {
            linted.user = user;
            let auth_is_on = !matches!(linted.auth.effect, AuthEffect::On | AuthEffect::Unknown);
            // A data plane is a release of its own, though another one decides about authentication.
            let is_data_plane = linted.auth.effect == AuthEffect::NoServer && completeness != Completeness::Partial;
            let is_layer = linted.scope == Scope::Fragment && !is_data_plane;
            if auth_is_on || is_layer || !linted.moved.is_empty() {
                linted.render(Rendering { auth_is_on, is_layer, ..rendering });
            }
        }
        if let Some(model) = &linted.model {
            linted.facts = Facts::of(model);
        }
        Ok(linted)
    }

    /// The same release with authentication enabled, where it is disabled although the values say more about it.
    pub(super) fn as_if_on(&self) -> Option<Self> {
        if self.scope != Scope::Off || !speaks_of_auth(self.chart(), &self.user) {
            return None;
        }
        let mut on = Self { scope: Scope::On, ..self.clone() };
        on.render(Rendering { placeholders_are_unknown: true, auth_is_on: true, is_layer: false });
        on.facts = on.model.as_ref().map(Facts::of).unwrap_or_default();
        Some(on)
    }

    fn render(&mut self, rendering: Rendering) {
        (self.model, self.error) = match self.release.model_of(&self.user, rendering) {
            Ok(model) => (Some(model), None),
            Err(error) => (self.release.draft(&self.user, rendering).ok(), Some(error)),
        };
    }

    /// The model of the values as they are written, by themselves or, for a layer, with authentication enabled by
    /// another one; `None` where the chart does not render.
    pub fn model_as_written(&self, rendering: Rendering) -> Option<Model> {
        self.release.model_of(self.as_written(), rendering).ok()
    }

    /// Where the values came from, and what was lost on the way.
    pub const fn layered(&self) -> &'a Layered {
        self.release.layered
    }

    /// The chart.
    pub const fn chart(&self) -> Chart {
        self.release.chart
    }

    /// The key of the subchart whose values these are.
    pub const fn subchart(&self) -> Option<&'a str> {
        self.release.subchart
    }

    /// The version of Flyte.
    pub const fn flyte(&self) -> FlyteVersion {
        self.release.info.flyte
    }

    /// Whose rules.
    pub const fn helm(&self) -> HelmVersion {
        self.release.info.helm
    }

    /// The namespace that was given.
    pub const fn namespace(&self) -> &'a str {
        self.release.info.namespace
    }

    /// The user's own chart.
    pub const fn own_chart(&self) -> Option<&'a OwnChart> {
        self.release.info.own_chart
    }

    /// The chart's defaults.
    pub fn defaults(&self) -> std::borrow::Cow<'a, Value> {
        self.release.defaults()
    }

    /// The user's values as they are written, with what is misplaced where it is.
    pub const fn as_written(&self) -> &Value {
        &self.release.user
    }

    /// The values that flyte-binary demands and the user does not give.
    pub fn missing_required(&self) -> impl Iterator<Item = &'static [&'static str]> {
        self.chart().missing_required(&self.user)
    }

    /// A path of this chart's values as it is in the user's files.
    pub fn path(&self, path: &Path) -> Path {
        self.release.path(&self.moved.written(path))
    }

    /// A path that belongs in this chart's values, as it would be in the user's files.
    pub fn right_path(&self, path: &Path) -> Path {
        self.release.path(path)
    }

    /// The path of the map or list entry that a text of the files belongs to.
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

    /// A switch that enables authentication at a place where nothing reads it.
    fn misplaced_switch(&self) -> Option<Decision> {
        self.moved.switch(self.chart(), &self.user).map(|(path, origin)| Decision { path, origin })
    }

    /// A switch that enables authentication, and that the same file takes back: by `<<`, or by the same key once more.
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

/// Whether text that Helm drops without a word holds one of the blocks that auth settings are in.
fn loses_auth(layered: &Layered) -> bool {
    layered.dropped.iter().any(|dropped| {
        let silently = matches!(
            dropped.reason,
            Reason::DuplicateKey { .. } | Reason::IgnoredDocument | Reason::AfterEnd
        );
        silently
            && dropped.path.0.iter().any(|step| {
                matches!(step, Step::Key(key) if matches!(&**key, "configuration" | "configmap" | "adminServer" | "auth"))
            })
    })
}
