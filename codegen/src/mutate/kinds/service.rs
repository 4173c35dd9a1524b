//! The service: hosts, groups, and the names of sources.

use super::endpoints::{
    remove,
    thing::{Thing, record},
};
use crate::mutate::{Mutant, spec::Spec, tree::Tree};

const FILE: &str = "service.yaml";

/// What goes with a group: its endpoints, and what goes with those.
pub const GONE: &[&str] = &[
    "endpoint-removed",
    "errcode-removed",
    "struct-removed",
    "enum-removed",
    "scalar-removed",
    "struct-constructor-removed",
    "dispute-changed",
];

fn hosts(spec: &Spec) -> Vec<Thing> {
    let names = spec.file(FILE).get("hosts").into_iter().flat_map(Tree::keys);
    names.map(|name| Thing::new(format!("host {name}"), FILE, &["hosts", name])).collect()
}

/// A host that clients only list.
pub fn host_added(_: &Spec) -> Vec<Mutant> {
    vec![new_host(|hosts, host| hosts.set("mutant", host))]
}

/// A host that clients call after the others.
pub fn called_host_added(_: &Spec) -> Vec<Mutant> {
    vec![new_host(|hosts, mut host| {
        host.set("failover", Tree::plain(true));
        hosts.set("mutant", host);
    })]
}

/// A host that clients call before all others.
pub fn first_host_added(_: &Spec) -> Vec<Mutant> {
    vec![new_host(|hosts, host| hosts.entries_mut().insert(0, ("mutant".to_owned(), host)))]
}

fn new_host(put: fn(&mut Tree, Tree)) -> Mutant {
    let list = Thing::new("host mutant", FILE, &["hosts"]);
    list.mutant(move |hosts| put(hosts, record(&[("url", "https://mutant.example.com"), ("doc", "mutant")])))
}

/// A host is gone; one has to be left.
pub fn host_removed(spec: &Spec) -> Vec<Mutant> {
    let all = hosts(spec);
    let gone = if all.len() > 1 { all } else { Vec::new() };
    gone.into_iter().map(|host| Mutant::new(host.name.clone(), move |spec| take(spec, &host))).collect()
}

/// A host is at another address.
pub fn host_url_changed(spec: &Spec) -> Vec<Mutant> {
    let edit = |says: &mut Tree| says.set("url", Tree::text("https://mutant.example.com"));
    hosts(spec).into_iter().map(|host| host.mutant(edit)).collect()
}

/// Clients go to a host when the first one cannot be reached, or no longer do.
pub fn failover_changed(spec: &Spec) -> Vec<Mutant> {
    let edit = |says: &mut Tree| {
        let other = !says.flag("failover");
        says.set("failover", Tree::plain(other));
    };
    hosts(spec).into_iter().map(|host| host.mutant(edit)).collect()
}

/// A host is for something else.
pub fn host_said(spec: &Spec) -> Vec<Mutant> {
    let edit = |says: &mut Tree| says.set("doc", Tree::text("mutant"));
    hosts(spec).into_iter().map(|host| host.mutant(edit)).collect()
}

/// Two hosts change places, and clients call others, or in another order.
pub fn hosts_swapped(spec: &Spec) -> Vec<Mutant> {
    swapped(spec, false)
}

/// Two hosts change places, and clients call the same ones in the same order.
pub fn listed_hosts_swapped(spec: &Spec) -> Vec<Mutant> {
    swapped(spec, true)
}

fn swapped(spec: &Spec, is_same: bool) -> Vec<Mutant> {
    let list = spec.file(FILE).get("hosts").cloned().unwrap_or(Tree::Map(Vec::new()));
    let names: Vec<&str> = list.keys().collect();
    let mut made = Vec::new();
    for (index, one) in names.iter().enumerate() {
        for other in names.iter().skip(index + 1) {
            let mut changed = list.clone();
            changed.swap(one, other);
            if (called(&changed) == called(&list)) == is_same {
                let (one, other) = ((*one).to_owned(), (*other).to_owned());
                made.push(Thing::new("hosts", FILE, &["hosts"]).mutant(move |hosts| hosts.swap(&one, &other)));
            }
        }
    }
    made
}

/// The hosts that clients call: the first one, and those for when it cannot be reached.
fn called(hosts: &Tree) -> Vec<&str> {
    let all = hosts.entries().iter().enumerate();
    all.filter(|(index, (_, host))| *index == 0 || host.flag("failover")).map(|(_, (name, _))| name.as_str()).collect()
}

/// A group of endpoints or of groups.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// Its name after those of the groups around it
    pub path: Vec<String>,
    /// It may hold endpoints
    pub is_leaf: bool,
}

impl Group {
    /// The folder of its endpoints.
    pub fn folder(&self) -> String {
        self.path.join("/")
    }

    fn thing(&self) -> Thing {
        let keys: Vec<&str> = self.path.iter().flat_map(|step| ["groups", step.as_str()]).collect();
        let word = if self.path.len() == 1 { "feature" } else { "group" };
        Thing::new(format!("{word} {}", self.folder()), FILE, &keys)
    }

    /// The files of the endpoints in it and in the groups below.
    fn files(&self, spec: &Spec) -> Vec<String> {
        let folder = format!("{}/", self.folder());
        spec.endpoint_paths().into_iter().filter(|file| file.starts_with(&folder)).collect()
    }
}

/// Every group.
pub(super) fn groups(spec: &Spec) -> Vec<Group> {
    let mut found = Vec::new();
    below(spec.file(FILE), &[], &mut found);
    found
}

fn below(says: &Tree, above: &[String], found: &mut Vec<Group>) {
    for (name, group) in says.get("groups").map_or(&[][..], Tree::entries) {
        let path = [above, std::slice::from_ref(name)].concat();
        let is_leaf = group.get("groups").is_none_or(|groups| groups.entries().is_empty());
        found.push(Group { path: path.clone(), is_leaf });
        below(group, &path, found);
    }
}

/// A top-level group, still without endpoints.
pub fn feature_added(_: &Spec) -> Vec<Mutant> {
    vec![new_group("feature mutant_group".to_owned(), Thing::new("", FILE, &[]))]
}

/// A group below one that has groups, or that has nothing yet.
pub fn group_added(spec: &Spec) -> Vec<Mutant> {
    let open = groups(spec).into_iter().filter(|group| !group.is_leaf || group.files(spec).is_empty());
    open.map(|group| new_group(format!("group {}/mutant_group", group.folder()), group.thing())).collect()
}

fn new_group(name: String, above: Thing) -> Mutant {
    let add = |says: &mut Tree| says.map("groups").set("mutant_group", record(&[("title", "mutant")]));
    Thing { name, ..above }.mutant(add)
}

/// A top-level group without endpoints is gone.
pub fn empty_feature_removed(spec: &Spec) -> Vec<Mutant> {
    removed(spec, true, true)
}

/// A top-level group is gone with everything in it.
pub fn feature_removed(spec: &Spec) -> Vec<Mutant> {
    removed(spec, true, false)
}

/// A group below another one is gone, and had no endpoints.
pub fn empty_group_removed(spec: &Spec) -> Vec<Mutant> {
    removed(spec, false, true)
}

/// A group below another one is gone with everything in it.
pub fn group_removed(spec: &Spec) -> Vec<Mutant> {
    removed(spec, false, false)
}

fn removed(spec: &Spec, is_top: bool, is_empty: bool) -> Vec<Mutant> {
    let mut made = Vec::new();
    for group in groups(spec) {
        let files = group.files(spec);
        if (group.path.len() == 1) == is_top && files.is_empty() == is_empty {
            let group = group.thing();
            made.push(Mutant::new(group.name.clone(), move |spec| {
                remove(spec, &files);
                take(spec, &group);
            }));
        }
    }
    made
}

/// Another heading of the official index.
pub fn group_title_changed(spec: &Spec) -> Vec<Mutant> {
    let edit = |says: &mut Tree| says.set("title", Tree::text("mutant"));
    groups(spec).into_iter().map(|group| group.thing().mutant(edit)).collect()
}

/// A source has other words.
pub fn source_said(spec: &Spec) -> Vec<Mutant> {
    let names = spec.file(FILE).get("sources").into_iter().flat_map(Tree::keys);
    let mutant = |name: &str| {
        let (place, name) = (format!("source {name}"), name.to_owned());
        Thing::new(place, FILE, &["sources"]).mutant(move |sources| sources.set(&name, Tree::text("mutant")))
    };
    names.map(mutant).collect()
}

/// One more source that records may name.
pub fn source_added(_: &Spec) -> Vec<Mutant> {
    let list = Thing::new("source mutant", FILE, &["sources"]);
    vec![list.mutant(|sources| sources.set("mutant", Tree::text("mutant")))]
}

/// Takes a thing out of what holds it.
fn take(spec: &mut Spec, thing: &Thing) {
    let keys: Vec<&str> = thing.path.iter().map(String::as_str).collect();
    let Some((last, above)) = keys.split_last() else { return };
    if let Some(holder) = spec.file_mut(&thing.file).at_mut(above) {
        holder.remove(last);
    }
}
