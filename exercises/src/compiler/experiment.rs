//! Experiments, from TOML to the model.

use super::{
    files::{ExperimentEntry, PredictionEntry, StepEntry},
    writer::Writer,
};
use crate::model::{Experiment, Prediction, PredictionOption, Step};

pub(super) fn experiment<'a>(w: &mut Writer<'a, '_>, it: &'a ExperimentEntry) -> Experiment {
    let id = w.id(&it.id);
    w.note(&id, &it.id);
    Experiment {
        title: w.plain(&it.title),
        html: w.inline(&it.text),
        steps: it
            .steps
            .iter()
            .map(|step| self::step(w, &id, step))
            .collect(),
        id,
    }
}

fn step<'a>(w: &mut Writer<'a, '_>, experiment: &str, it: &'a StepEntry) -> Step {
    let id = w.id(&it.id);
    w.note(&format!("{experiment}/{id}"), &it.id);
    Step {
        title: w.plain(&it.title),
        html: w.block(&it.text),
        request: it.request.clone(),
        goal: it.goal.clone(),
        prediction: prediction(w, &it.prediction),
        check: it.check.clone(),
        after: w.inline(&it.after),
        devtools: w.inline(&it.devtools),
        id,
    }
}

fn prediction<'a>(w: &mut Writer<'a, '_>, it: &'a PredictionEntry) -> Prediction {
    let options = it.options.iter().map(|option| PredictionOption {
        id: w.id(&option.id),
        text: w.plain(&option.text),
        when: option.when.clone(),
        explain: w.inline(&option.explain),
    });
    let options = options.collect();
    Prediction {
        prompt: w.inline(&it.prompt),
        belief: it.belief.as_ref().map(|it| it.get_ref().clone()),
        options,
    }
}
