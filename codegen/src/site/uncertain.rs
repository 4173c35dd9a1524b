//! The page that lists what is uncertain: disagreements, gaps, unknown types, disputed requirements.

use super::{
    Atlas,
    endpoint::Described,
    fields::{Conflict, Found, Spot},
    types,
};
use serde::Serialize;

#[derive(Serialize)]
pub struct Page<'a> {
    parts: Vec<Part<'a>>,
    legend: Vec<Source<'a>>,
}

impl Page<'_> {
    /// How many things are uncertain in all.
    pub fn count(&self) -> usize {
        self.parts.iter().map(|part| part.count).sum()
    }
}

/// What a name of a source stands for.
#[derive(Serialize)]
struct Source<'a> {
    name: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct Part<'a> {
    id: &'static str,
    title: &'static str,
    about: &'static str,
    count: usize,
    groups: Vec<Group<'a>>,
}

#[derive(Serialize)]
struct Group<'a> {
    title: &'a str,
    count: usize,
    owners: Vec<Owner<'a>>,
}

#[derive(Serialize)]
struct Owner<'a> {
    title: &'a str,
    href: &'a str,
    conflicts: Vec<&'a Conflict<'a>>,
    notes: Vec<Note<'a>>,
}

#[derive(Serialize)]
struct Note<'a> {
    /// The field; empty where there is none
    wire: &'a str,
    href: String,
    text: &'a str,
}

/// An endpoint, or the shared types, with all that is uncertain there.
struct Doubts<'a> {
    group: &'a str,
    title: &'a str,
    href: &'a str,
    conflicts: &'a [Conflict<'a>],
    gaps: &'a [String],
    found: &'a Found<'a>,
}

pub fn page<'a>(atlas: &'a Atlas<'a>, endpoints: &'a [Described<'a>], shared: &'a types::Page<'a>) -> Page<'a> {
    let mut all: Vec<Doubts> = endpoints.iter().map(of_endpoint).collect();
    all.push(of_types(shared));
    let parts = vec![
        part(
            "conflicts",
            "来源分歧",
            "各来源说法不一；这里说明各自怎么说、取了哪一个。",
            &all,
            |doubts| (doubts.conflicts.iter().filter(|conflict| conflict.first).collect(), Vec::new()),
        ),
        part("gaps", "没有来源说明的", "哪个来源都没有写到的事。", &all, |doubts| (Vec::new(), gaps(doubts))),
        part("unknown", "类型未知的字段", "没有来源写出它的结构，SDK 原样交出 JSON。", &all, |doubts| {
            (Vec::new(), doubts.found.unknown.iter().map(note).collect())
        }),
        part("disputed", "是否必填有分歧的字段", "SDK 接受它，但不强制。", &all, |doubts| {
            (Vec::new(), doubts.found.disputed.iter().map(note).collect())
        }),
    ];
    let legend = atlas.legend.iter().map(|(name, text)| Source { name, text }).collect();
    Page { parts, legend }
}

fn of_endpoint<'a>(described: &'a Described<'a>) -> Doubts<'a> {
    let Described { endpoint, group, href, page, found } = described;
    Doubts { group, title: &endpoint.title, href, conflicts: &page.conflicts, gaps: &endpoint.gaps, found }
}

fn of_types<'a>(shared: &'a types::Page<'a>) -> Doubts<'a> {
    let types::Page { conflicts, found, .. } = shared;
    Doubts { group: "公共类型", title: "公共类型", href: types::PATH, conflicts, gaps: &[], found }
}

/// How many things are uncertain about an endpoint.
pub fn count(described: &Described) -> usize {
    let Doubts { conflicts, gaps, found, .. } = of_endpoint(described);
    let conflicts = conflicts.iter().filter(|conflict| conflict.first).count();
    conflicts + gaps.len() + found.unknown.len() + found.disputed.len()
}

/// One part: what `take` finds, below its owners, and these below their groups.
fn part<'a>(
    id: &'static str,
    title: &'static str,
    about: &'static str,
    all: &[Doubts<'a>],
    take: impl Fn(&Doubts<'a>) -> (Vec<&'a Conflict<'a>>, Vec<Note<'a>>),
) -> Part<'a> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for doubts in all {
        let (conflicts, notes) = take(doubts);
        let count = conflicts.len() + notes.len();
        if count == 0 {
            continue;
        }
        let owner = Owner { title: doubts.title, href: doubts.href, conflicts, notes };
        match groups.last_mut() {
            Some(group) if group.title == doubts.group => {
                group.count += count;
                group.owners.push(owner);
            }
            _ => groups.push(Group { title: doubts.group, count, owners: vec![owner] }),
        }
    }
    Part { id, title, about, count: groups.iter().map(|group| group.count).sum(), groups }
}

fn gaps<'a>(doubts: &Doubts<'a>) -> Vec<Note<'a>> {
    let gaps = doubts.gaps.iter().enumerate();
    gaps.map(|(index, text)| Note { wire: "", href: format!("{}#gap-{}", doubts.href, index + 1), text }).collect()
}

fn note<'a>(spot: &'a Spot<'a>) -> Note<'a> {
    Note { wire: &spot.place, href: spot.href.clone(), text: spot.doc }
}
