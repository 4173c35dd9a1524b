//! A kind of change: the rule that has to tell it, what it does to users, and the judgement of what was told.

use super::{Mutant, Told, spec::Spec};

/// What a change does to users, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Expected {
    None,
    Docs,
    Additive,
    Dangerous,
    Breaking,
}

impl Expected {
    const ALL: [Self; 5] = [Self::None, Self::Docs, Self::Additive, Self::Dangerous, Self::Breaking];

    /// The word that diff has for it.
    fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Docs => "docs",
            Self::Additive => "additive",
            Self::Dangerous => "dangerous",
            Self::Breaking => "breaking",
        }
    }
}

/// A kind of change.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    pub name: &'static str,
    /// The rule that tells it; empty where nothing may be told
    pub rule: &'static str,
    pub verdict: Expected,
    /// What may be told as well, because it follows from the change
    pub along: &'static [&'static str],
    /// Code that compiled against the old SDK compiles against the new one
    pub compiles: bool,
    pub make: fn(&Spec) -> Vec<Mutant>,
}

impl Kind {
    /// What is wrong with what was told of a change at this place.
    pub fn judge(&self, place: &str, told: &[Told]) -> Vec<String> {
        let mut wrong = Vec::new();
        let (own, others): (Vec<&Told>, Vec<&Told>) = told.iter().partition(|one| one.rule == self.rule && one.identity == place);
        if own.len() != 1 && !self.rule.is_empty() {
            wrong.push(format!("{} is told {} times", self.rule, own.len()));
        }
        for one in own.iter().filter(|one| one.verdict != self.verdict.name()) {
            wrong.push(format!("{} is {}, and the table says {}", one.rule, one.verdict, self.verdict.name()));
        }
        for one in others {
            let rank = Expected::ALL.into_iter().find(|known| known.name() == one.verdict);
            let is_worse = rank.is_none_or(|rank| rank > self.verdict);
            if is_worse || !self.may_tell(&one.rule) {
                wrong.push(format!("{} {} is told as well ({})", one.rule, one.identity, one.verdict));
            }
        }
        wrong
    }

    fn may_tell(&self, rule: &str) -> bool {
        // Examples follow the fields, and their change is told of every endpoint that shows one.
        self.along.contains(&rule) || (rule == "examples-changed" && !self.rule.is_empty())
    }

    pub(super) const fn along(mut self, rules: &'static [&'static str]) -> Self {
        self.along = rules;
        self
    }

    /// For what no compiler sees although it breaks code.
    pub(super) const fn unseen(mut self) -> Self {
        self.compiles = true;
        self
    }
}

/// A row of the table.
pub(super) const fn kind(name: &'static str, rule: &'static str, verdict: Expected, make: fn(&Spec) -> Vec<Mutant>) -> Kind {
    Kind { name, rule, verdict, along: &[], compiles: !matches!(verdict, Expected::Breaking), make }
}
