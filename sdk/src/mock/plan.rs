//! Which answer a call gets: the one planned for it, the one that always holds, or none of its own.

use super::{fault::Fault, reply::Given};
use std::{
    collections::{BTreeMap, VecDeque},
    sync::Arc,
};

/// What a plan says of a call; a clone is cheap.
#[derive(Debug, Clone)]
pub(super) enum Action {
    Answer(Arc<Given>),
    Fault(Fault),
    Example,
}

/// Which calls a plan is for.
#[derive(Debug, Clone, Copy)]
pub(super) enum When {
    Always,
    Nth(usize),
    Times(usize),
}

/// The plans for a path.
#[derive(Debug, Default)]
pub(super) struct Plans {
    /// How many calls came
    seen: usize,
    /// For the call of this number
    nth: BTreeMap<usize, Action>,
    /// For so many of the next calls, one plan after the other
    next: VecDeque<(usize, Action)>,
    always: Option<Action>,
}

/// What the plans come to for one call.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    pub fault: Option<Fault>,
    /// What is answered in place of the example, or spoilt by the fault
    pub given: Option<Arc<Given>>,
    /// A plan or an override is meant for this call
    pub named: bool,
}

impl Plans {
    pub fn set(&mut self, when: When, action: Action) {
        match when {
            When::Always => self.always = Some(action),
            // There is no such call.
            When::Nth(0) | When::Times(0) => {}
            When::Nth(number) => {
                self.nth.insert(self.seen.saturating_add(number), action);
            }
            When::Times(count) => self.next.push_back((count, action)),
        }
    }

    /// Back to the example.
    pub fn clear(&mut self) {
        *self = Self { seen: self.seen, ..Self::default() };
    }

    /// Counts a call and takes the plan for its number.
    fn count(&mut self) -> Option<Action> {
        self.seen += 1;
        self.nth.remove(&self.seen)
    }

    /// Uses up one of the next calls.
    fn take(&mut self) -> Option<Action> {
        let (left, action) = self.next.front_mut()?;
        let action = action.clone();
        *left -= 1;
        if *left == 0 {
            self.next.pop_front();
        }
        Some(action)
    }
}

/// Counts a call and decides by the plans of its path and by those of every path; the path's own go first.
pub(super) fn choose(own: &mut Plans, every: Option<&mut Plans>) -> Chosen {
    let mut nobody = Plans::default();
    let every = every.unwrap_or(&mut nobody);
    let (mine, everyones) = (own.count(), every.count());
    let planned = mine.or_else(|| own.take()).or(everyones).or_else(|| every.take());
    let standing = || own.always.iter().chain(&every.always);
    match planned.or_else(|| standing().next().cloned()) {
        None => Chosen::default(),
        Some(Action::Example) => Chosen { named: true, ..Chosen::default() },
        Some(Action::Answer(given)) => Chosen { given: Some(given), named: true, fault: None },
        Some(Action::Fault(fault)) => {
            let given = standing().find_map(|action| match action {
                Action::Answer(given) => Some(Arc::clone(given)),
                _ => None,
            });
            Chosen { fault: Some(fault), given, named: true }
        }
    }
}
