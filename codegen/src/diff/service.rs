//! Hosts and groups.

use super::{
    Differ, Rule,
    change::Subject,
    pairs::{Pass, pair},
};
use crate::model::{Group, Host};

impl Differ<'_> {
    /// Compares the hosts. A client calls the first one and those marked `failover`; the others are only listed.
    pub(super) fn hosts(&mut self, old: &[Host], new: &[Host]) {
        let name = |host: &Host| vec![host.name.clone()];
        let pairs = pair(old, new, &[Pass::same(&name)]);
        for gone in &pairs.removed {
            let subject = subject(gone, Some(gone), new.first());
            self.report(Rule::HostRemoved, &subject, Some(said(gone)), None);
        }
        for fresh in &pairs.added {
            let subject = subject(fresh, None, Some(fresh));
            let is_called = called(new).contains(&fresh.name.as_str());
            let rule = if is_called { Rule::HostChanged } else { Rule::HostAdded };
            self.report(rule, &subject, None, Some(said(fresh)));
        }
        for (before, after) in &pairs.both {
            let Host { at: _, name: _, url, failover, doc } = before;
            let subject = subject(after, Some(before), Some(after));
            if (url, failover) != (&after.url, &after.failover) {
                self.report(Rule::HostChanged, &subject, Some(said(before)), Some(said(after)));
            }
            self.changed(Rule::DocChanged, &subject, doc, &after.doc, String::clone);
        }
        self.order_of_hosts(old, new);
    }

    /// The order in which hosts are asked, among those that are asked before and after.
    fn order_of_hosts(&mut self, old: &[Host], new: &[Host]) {
        let (before, after) = (called(old), called(new));
        let kept = |list: &[&str], other: &[&str]| -> Vec<String> {
            list.iter().filter(|name| other.contains(name)).map(|name| (*name).to_owned()).collect()
        };
        let (was, is) = (kept(&before, &after), kept(&after, &before));
        // A host may also become the first without any reordering among those that are called anyway.
        let has = |hosts: &[Host], name: Option<&&str>| hosts.iter().any(|host| Some(&host.name.as_str()) == name);
        let default_changed = before.first() != after.first() && has(new, before.first()) && has(old, after.first());
        if was != is || default_changed {
            let subject = Subject::at("hosts".to_owned(), old.first().map(|host| host.at), new.first().map(|host| host.at));
            self.report(Rule::HostOrderChanged, &subject, Some(before.join(", ")), Some(after.join(", ")));
        }
    }

    /// Compares groups: a module each, and a cargo feature at the top. What is below a group comes and goes with it.
    pub(super) fn groups(&mut self, old: &[Group], new: &[Group], at_top: bool) {
        let name = |group: &Group| vec![group.name().to_owned()];
        let pairs = pair(old, new, &[Pass::same(&name)]);
        let (gone_rule, fresh_rule, word) = match at_top {
            true => (Rule::FeatureRemoved, Rule::FeatureAdded, "feature"),
            false => (Rule::GroupRemoved, Rule::GroupAdded, "group"),
        };
        let identity = |group: &Group| format!("{word} {}", group.path.join("/"));
        for gone in &pairs.removed {
            let subject = Subject::at(identity(gone), Some(gone.at), new.first().map(|group| group.at));
            self.report(gone_rule, &subject, Some(gone.name().to_owned()), None);
        }
        for fresh in &pairs.added {
            let subject = Subject::at(identity(fresh), None, Some(fresh.at));
            self.report(fresh_rule, &subject, None, Some(fresh.name().to_owned()));
        }
        for (before, after) in &pairs.both {
            // Endpoints are compared over all groups.
            let Group { at, path: _, title, groups, endpoints: _ } = before;
            let subject = Subject::at(identity(after), Some(*at), Some(after.at));
            self.changed(Rule::TitleChanged, &subject, title, &after.title, String::clone);
            self.groups(groups, &after.groups, false);
        }
    }
}

fn subject(host: &Host, old: Option<&Host>, new: Option<&Host>) -> Subject {
    Subject::at(format!("host {}", host.name), old.map(|host| host.at), new.map(|host| host.at))
}

fn said(host: &Host) -> String {
    format!("{}{}", host.url, if host.failover { ", failover" } else { "" })
}

/// The names of the hosts that clients call by themselves, in their order.
fn called(hosts: &[Host]) -> Vec<&str> {
    hosts.iter().enumerate().filter(|(index, host)| *index == 0 || host.failover).map(|(_, host)| host.name.as_str()).collect()
}
