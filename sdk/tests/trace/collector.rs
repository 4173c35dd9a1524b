//! A subscriber that keeps every span and event with all that was recorded in it.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, MutexGuard},
};
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
};

/// What was collected; a clone collects into the same place.
#[derive(Clone, Default)]
pub struct Collector(Arc<Mutex<Collected>>);

#[derive(Default)]
struct Collected {
    spans: Vec<Noted>,
    events: Vec<Noted>,
    /// The spans that are entered, the innermost last
    entered: Vec<u64>,
}

/// A span or an event.
#[derive(Debug, Clone)]
pub struct Noted {
    /// Of a span, from 1 on
    pub id: u64,
    pub name: &'static str,
    pub target: &'static str,
    pub level: String,
    /// The id of the span around it
    pub parent: Option<u64>,
    values: BTreeMap<&'static str, String>,
    /// The names of all its fields, recorded or not
    names: Vec<&'static str>,
}

impl Noted {
    /// The recorded fields by name.
    pub fn fields(&self) -> Vec<(&'static str, &str)> {
        self.values.iter().map(|(name, value)| (*name, value.as_str())).collect()
    }
}

impl Collector {
    /// The spans of this name, the oldest first.
    pub fn spans(&self, name: &str) -> Vec<Noted> {
        self.collected().spans.iter().filter(|span| span.name == name).cloned().collect()
    }

    /// The SDK's events.
    pub fn events(&self) -> Vec<Noted> {
        self.collected().events.iter().filter(|event| event.target == "wechat_league").cloned().collect()
    }

    /// Every name and value, whoever spoke.
    pub fn shown(&self) -> String {
        let collected = self.collected();
        let noted = collected.spans.iter().chain(&collected.events);
        noted.map(|Noted { name, target, names, values, .. }| format!("{target} {name} {names:?} {values:?}\n")).collect()
    }

    fn collected(&self) -> MutexGuard<'_, Collected> {
        self.0.lock().unwrap()
    }
}

impl Collected {
    fn note(&self, metadata: &'static Metadata<'static>, parent: Option<&Id>, contextual: bool) -> Noted {
        let innermost = if contextual { self.entered.last().copied() } else { None };
        Noted {
            id: self.spans.len() as u64 + 1,
            name: metadata.name(),
            target: metadata.target(),
            level: metadata.level().to_string(),
            parent: parent.map(Id::into_u64).or(innermost),
            values: BTreeMap::new(),
            names: metadata.fields().iter().map(|field| field.name()).collect(),
        }
    }
}

impl Subscriber for Collector {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut collected = self.collected();
        let mut noted = collected.note(attributes.metadata(), attributes.parent(), attributes.is_contextual());
        attributes.record(&mut Values(&mut noted.values));
        let id = Id::from_u64(noted.id);
        collected.spans.push(noted);
        id
    }

    fn record(&self, id: &Id, record: &Record<'_>) {
        if let Some(span) = self.collected().spans.get_mut(id.into_u64() as usize - 1) {
            record.record(&mut Values(&mut span.values));
        }
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut collected = self.collected();
        let mut noted = collected.note(event.metadata(), event.parent(), event.is_contextual());
        event.record(&mut Values(&mut noted.values));
        collected.events.push(noted);
    }

    fn enter(&self, id: &Id) {
        self.collected().entered.push(id.into_u64());
    }

    fn exit(&self, id: &Id) {
        let mut collected = self.collected();
        if let Some(index) = collected.entered.iter().rposition(|entered| *entered == id.into_u64()) {
            collected.entered.remove(index);
        }
    }
}

/// Writes values down as text.
struct Values<'a>(&'a mut BTreeMap<&'static str, String>);

impl Visit for Values<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
}
