//! Numbers and distributions at the keys of a table.

use super::{Reader, Scope};
use crate::diagnostic::Diagnostic;
use crate::scenario::address;
use crate::scenario::inherit;
use crate::scenario::keys::Measure;
use crate::scenario::number::{Kind, Slot, Spread};
use crate::scenario::shape::{self, Form};
use crate::scenario::tree::{Entry, Node};
use crate::scenario::written;

/// Where a number stands and how it is measured.
struct At<'m> {
    address: String,
    key: &'m str,
    measure: &'m Measure,
    /// Factor from the unit as written to the model's.
    unit: f64,
    /// Currency in which the model uses it.
    currency: usize,
}

/// What is written at a key, if anything is, and how it is measured there.
fn located<'s>(scope: &Scope<'s>, name: &str) -> Option<(&'s Entry, At<'s>)> {
    let (entry, unit) = scope.entry(name)?;
    let measure = scope.keys.key(name).measure()?;
    let address = scope.address_of(&entry.key);
    Some((entry, At { address, key: &entry.key, measure, unit, currency: scope.currency }))
}

impl Reader<'_> {
    /// The number at a key, or its neutral value.
    pub(super) fn number(&mut self, scope: &Scope<'_>, name: &str) -> Slot {
        match self.optional(scope, name) {
            Some(slot) => slot,
            None => self.neutral(scope, name),
        }
    }

    /// The neutral value of a key that is not written; a complaint and a stand-in where there is none.
    fn neutral(&mut self, scope: &Scope<'_>, name: &str) -> Slot {
        let key = scope.keys.key(name);
        if key.required {
            self.complain(scope.missing(name, &format!("{name} = ..")));
        }
        let (kind, value) =
            key.measure().map_or((Kind::Rate, None), |measure| (measure.kind, measure.neutral));
        self.register.neutral(scope.address_of(name), kind, value.unwrap_or(0.0))
    }

    /// The number at a key, if it is written.
    pub(super) fn optional(&mut self, scope: &Scope<'_>, name: &str) -> Option<Slot> {
        let (entry, at) = located(scope, name)?;
        Some(self.read(&entry.node, at))
    }

    /// A number under a name: the weight of an offer in a mix, a change of an event.
    pub(super) fn named_number(&mut self, scope: &Scope<'_>, entry: &Entry, measure: &Measure) -> Slot {
        let at = At {
            address: scope.address_of(&entry.key),
            key: &entry.key,
            measure,
            unit: 1.0,
            currency: scope.currency,
        };
        self.read(&entry.node, at)
    }

    /// The amount at a key, written in the currency `from` wherever it stands; a stand-in where it is missing.
    pub(super) fn amount(&mut self, scope: &Scope<'_>, name: &str, from: usize) -> Slot {
        let Some((entry, at)) = located(scope, name) else { return self.neutral(scope, name) };
        let factor = self.rate_between(from, at.currency);
        self.read_times(&entry.node, at, factor)
    }

    fn read(&mut self, node: &Node, at: At<'_>) -> Slot {
        let factor = self.exchange(at.measure.kind, node, at.currency);
        self.read_times(node, at, factor)
    }

    /// The number at `node`; `exchange` brings it to the currency in which it is used.
    fn read_times(&mut self, node: &Node, at: At<'_>, exchange: f64) -> Slot {
        match written::number(at.key, node, at.measure, at.unit) {
            Ok(number) => {
                let factor = at.unit * exchange;
                self.register.written(at.address, at.measure.kind, node, number, factor)
            }
            Err(complaint) => {
                self.complain(complaint);
                self.register.neutral(at.address, at.measure.kind, at.measure.least.max(0.0))
            }
        }
    }

    /// Factor from the currency in which money was written to the one in which it is used, at start rates.
    pub(super) fn exchange(&self, kind: Kind, node: &Node, currency: usize) -> f64 {
        let rate = |index: usize| {
            self.currencies.get(index).map_or(1.0, |found| self.register.numbers.value(found.rate))
        };
        if kind == Kind::Money && self.register.archetype(node).is_some() {
            return self.archetype_rate / rate(currency);
        }
        let home =
            inherit::home(&node.written_at).and_then(|region| self.homes.get(&region)).copied().unwrap_or(0);
        if kind != Kind::Money || home == currency {
            return 1.0;
        }
        self.rate_between(home, currency)
    }

    /// Units of the currency `to` for one of `from`, at start rates.
    fn rate_between(&self, from: usize, to: usize) -> f64 {
        let rate = |index: usize| {
            self.currencies.get(index).map_or(1.0, |found| self.register.numbers.value(found.rate))
        };
        rate(from) / rate(to)
    }

    /// The whole number at a key that the structure hangs on.
    pub(super) fn whole(&mut self, scope: &Scope<'_>, name: &str) -> Option<u32> {
        let value = self.exact(scope, name)?;
        Some(value as u32)
    }

    /// The exact number at a key that the structure hangs on.
    pub(super) fn exact(&mut self, scope: &Scope<'_>, name: &str) -> Option<f64> {
        let key = scope.keys.key(name);
        let measure = key.measure()?;
        let Some((entry, unit)) = scope.spelled(key) else {
            if key.required {
                self.complain(scope.missing(name, &format!("{name} = ..")));
            }
            return None;
        };
        match written::exact(&entry.key, &entry.node, measure, unit) {
            Ok(value) => {
                let value = value * unit * self.exchange(measure.kind, &entry.node, scope.currency);
                self.register.fixed(scope.address_of(&entry.key), measure.kind, Some(&entry.node), value);
                Some(value)
            }
            Err(complaint) => {
                self.complain(complaint);
                None
            }
        }
    }

    /// The distribution at a key, or its neutral value.
    pub(super) fn spread(&mut self, scope: &Scope<'_>, name: &str) -> Spread {
        if let Some(spread) = self.optional_spread(scope, name) {
            return spread;
        }
        let slot = self.neutral(scope, name);
        self.register.scale(&scope.address_of(name), vec![slot]);
        Spread::Exact(slot)
    }

    /// The distribution at a key, if it is written.
    pub(super) fn optional_spread(&mut self, scope: &Scope<'_>, name: &str) -> Option<Spread> {
        let (entry, at) = located(scope, name)?;
        let address = at.address.clone();
        let (spread, scales) = match entry.node.table() {
            None => {
                let slot = self.read(&entry.node, at);
                (Spread::Exact(slot), vec![slot])
            }
            Some(table) => match shape::of(&entry.key, table, &entry.node.place) {
                Ok(shape) => self.shaped(&shape, at),
                Err(complaint) => return Some(self.stand_in(complaint, at)),
            },
        };
        self.register.scale(&address, scales);
        Some(spread)
    }

    fn stand_in(&mut self, complaint: Diagnostic, at: At<'_>) -> Spread {
        self.complain(complaint);
        Spread::Exact(self.register.neutral(at.address, at.measure.kind, 0.0))
    }

    /// A distribution, with those of its numbers that move it as a whole.
    fn shaped(&mut self, shape: &shape::Shape<'_>, at: At<'_>) -> (Spread, Vec<Slot>) {
        if shape.form == Form::Discrete {
            return (self.discrete(shape, at), Vec::new());
        }
        let mut slots = Vec::new();
        let mut scales = Vec::new();
        for parameter in &shape.parameters {
            let is_scale = shape::is_scale(&parameter.key);
            let measure = shape.form.parameter(&parameter.key, at.measure);
            let unit = if is_scale { at.unit } else { 1.0 };
            let address = address::joined(&at.address, &parameter.key);
            let slot = self
                .read(&parameter.node, At { address, key: &parameter.key, measure: &measure, unit, ..at });
            slots.push(slot);
            if is_scale {
                scales.push(slot);
            }
        }
        self.complain(shape::check_order(at.key, shape));
        (of_slots(shape.form, &slots), scales)
    }

    fn discrete(&mut self, shape: &shape::Shape<'_>, at: At<'_>) -> Spread {
        match shape::discrete(shape) {
            Ok((values, weights)) => {
                let factor = at.unit * self.exchange(at.measure.kind, &shape.parameters[0].node, at.currency);
                Spread::Discrete { values: values.iter().map(|value| value * factor).collect(), weights }
            }
            Err(complaint) => self.stand_in(complaint, at),
        }
    }
}

/// The distribution of a form with its parameters in order.
fn of_slots(form: Form, slots: &[Slot]) -> Spread {
    match (form, slots) {
        (Form::MedianP90, &[median, p90]) => Spread::MedianP90 { median, p90 },
        (Form::MedianLogSd, &[median, log_sd]) => Spread::MedianLogSd { median, log_sd },
        (Form::MeanCv, &[mean, cv]) => Spread::MeanCv { mean, cv },
        (Form::MeanLogSd, &[mean, log_sd]) => Spread::MeanLogSd { mean, log_sd },
        (Form::LowHigh, &[low, high]) => Spread::LowHigh { low, high },
        (Form::GammaMeanCv, &[mean, cv]) => Spread::GammaMeanCv { mean, cv },
        (Form::Pert, &[least, likely, most]) => Spread::Pert { least, likely, most },
        _ => Spread::Discrete { values: Vec::new(), weights: Vec::new() },
    }
}
