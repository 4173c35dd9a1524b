//! Answers: fields, and the key that makes an answer one.

use super::{
    Differ, Direction, Rule, cause,
    change::Subject,
    members::{self, Holder},
    request::Keys,
    side::id,
};
use crate::model::{Endpoint, Payload, Struct};

impl Differ<'_> {
    /// Compares what two calls bring; what became of the keys is the answer.
    pub(super) fn response(&mut self, old: &Endpoint, new: &Endpoint) -> Keys {
        // Name, text and sides follow from the endpoint.
        let Struct { at: _, name: _, doc: _, fields: _, in_request: _, in_response: _, deprecated: _, renamed_from: _ } =
            &old.response;
        // Nobody builds an answer.
        let constructors = || (String::new(), String::new());
        let holder = Holder {
            identity: format!("{} response", id(new)),
            at: new.at,
            modules: (&old.group, &new.group),
            used_by: Vec::new(),
            directions: vec![Direction::Response],
            is_sent: false,
            constructors: &constructors,
        };
        let (before, after) = (members::of_struct(&old.response), members::of_struct(&new.response));
        let pairs = self.members(&holder, &before, &after);
        let keys: Keys = pairs.both.iter().map(|(old, new)| (old.field.wire.clone(), new.field.wire.clone())).collect();
        self.payload(old, new, &keys);
        keys
    }

    fn payload(&mut self, old: &Endpoint, new: &Endpoint, keys: &Keys) {
        let at = |payload: &Option<Payload>| payload.as_ref().map(|payload| payload.at);
        let subject = Subject {
            directions: vec![Direction::Response],
            ..Subject::at(format!("{} payload", id(new)), at(&old.payload), at(&new.payload).or(Some(new.at)))
        };
        let subject = subject.because(cause::of_endpoint(old, new, &["shape", "presence"]));
        let shown = |payload: &Payload| {
            let Payload { at: _, wire, may_be_absent } = payload;
            if *may_be_absent { format!("{wire}, may be absent") } else { format!("{wire} has to be there") }
        };
        let (before, after) = (&old.payload, &new.payload);
        let rule = match (before, after) {
            (None, None) => return,
            (None, Some(now)) if now.may_be_absent => return,
            (None, Some(_)) => Rule::DecodingNarrowed,
            (Some(was), None) if was.may_be_absent => return,
            (Some(_), None) => Rule::DecodingRelaxed,
            // A key that is only called something else is told with the field.
            (Some(was), Some(now)) if keys.get(&was.wire) != Some(&now.wire) => Rule::PayloadChanged,
            (Some(was), Some(now)) => match (was.may_be_absent, now.may_be_absent) {
                (true, false) => Rule::DecodingNarrowed,
                (false, true) => Rule::DecodingRelaxed,
                (true, true) | (false, false) => return,
            },
        };
        self.report(rule, &subject, before.as_ref().map(shown), after.as_ref().map(shown));
    }
}
