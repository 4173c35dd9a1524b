//! JSON that keeps the order of its keys; `serde_json::Value` would sort them.

use crate::model::{Form, Literal};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::Number;

/// A JSON value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Node {
    /// null
    Null,
    /// true or false
    Flag(bool),
    /// A number, never through a float where it is whole
    Number(Number),
    /// A string
    Text(String),
    /// An array
    List(Vec<Node>),
    /// An object
    Map(Map),
}

/// An object whose members stay in the order in which they were put.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Map(pub IndexMap<String, Node>);

impl Map {
    /// An object without members.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a member.
    pub fn put(&mut self, key: &str, value: impl Into<Node>) {
        self.0.insert(key.to_owned(), value.into());
    }

    /// The object with one more member.
    pub fn with(mut self, key: &str, value: impl Into<Node>) -> Self {
        self.put(key, value);
        self
    }

    /// The object with one more member, where there is a value for it.
    pub fn with_some(self, key: &str, value: Option<impl Into<Node>>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// The object with one more member, where the list has elements.
    pub fn with_list<T: Into<Node>>(self, key: &str, list: impl IntoIterator<Item = T>) -> Self {
        let list: Vec<Node> = list.into_iter().map(Into::into).collect();
        if list.is_empty() { self } else { self.with(key, list) }
    }

    /// The object with one more member, where the object has members.
    pub fn with_map(self, key: &str, map: Map) -> Self {
        if map.0.is_empty() { self } else { self.with(key, map) }
    }

    /// The object with the members of another one behind its own.
    pub fn and(mut self, other: Map) -> Self {
        self.0.extend(other.0);
        self
    }
}

/// A literal in the form in which its field is written.
pub(super) fn literal(value: &Literal, form: Form) -> Node {
    match (value, form) {
        (Literal::Bool(flag), Form::Bool) => Node::Flag(*flag),
        (Literal::Bool(flag), Form::Number) => i64::from(*flag).into(),
        (Literal::Bool(flag), Form::Text) => flag.to_string().into(),
        (Literal::Int(number), Form::Text) => number.to_string().into(),
        (Literal::Int(number), _) => (*number).into(),
        (Literal::Text(text), _) => text.as_str().into(),
    }
}

impl From<bool> for Node {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<i64> for Node {
    fn from(number: i64) -> Self {
        Self::Number(number.into())
    }
}

impl From<u64> for Node {
    fn from(number: u64) -> Self {
        Self::Number(number.into())
    }
}

impl From<&str> for Node {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Node {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for Node {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl<T: Into<Node>> From<Vec<T>> for Node {
    fn from(list: Vec<T>) -> Self {
        Self::List(list.into_iter().map(Into::into).collect())
    }
}

impl From<Map> for Node {
    fn from(map: Map) -> Self {
        Self::Map(map)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{Map, Node};

    #[test]
    fn keys_and_large_numbers_stay_as_they_were_written() {
        let text = r#"{"z":18446744073709551615,"a":[-1,1.5,null,true,"1"],"m":{}}"#;
        let node: Node = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&node).unwrap(), text);
    }

    #[test]
    fn what_is_empty_or_absent_is_left_out() {
        let map = Map::new().with_some("a", None::<bool>).with_list("b", Vec::<bool>::new()).with_map("c", Map::new());
        assert_eq!(map, Map::new());
    }
}
