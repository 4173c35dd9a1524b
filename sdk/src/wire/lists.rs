//! Lists: as an array, or as a single element.

use super::{Element, objects::Key};
use core::{fmt, marker::PhantomData};
use serde_core::de::{
    DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor,
    value::{BoolDeserializer, CowStrDeserializer, F64Deserializer, I64Deserializer, MapAccessDeserializer, U64Deserializer},
};

/// A list of elements, empty where there is none; elements that are nothing are left out.
pub fn read_list<'de, T: Element, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    deserializer.deserialize_any(ListVisitor(PhantomData)).map(Option::unwrap_or_default)
}

impl<T: Element> Element for Vec<T> {
    fn element<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        deserializer.deserialize_any(ListVisitor(PhantomData))
    }
}

struct ListVisitor<T>(PhantomData<T>);

struct ElementSeed<T>(PhantomData<T>);

impl<'de, T: Element> DeserializeSeed<'de> for ElementSeed<T> {
    type Value = Option<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        T::element(deserializer)
    }
}

fn single<T, E>(read: Result<Option<T>, E>) -> Result<Option<Vec<T>>, E> {
    read.map(|element| Some(element.into_iter().collect()))
}

impl<'de, T: Element> Visitor<'de> for ListVisitor<T> {
    type Value = Option<Vec<T>>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::new();
        while let Some(element) = seq.next_element_seed(ElementSeed::<T>(PhantomData))? {
            list.extend(element);
        }
        Ok(Some(list))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
        match value {
            "" => Ok(None),
            _ => single(T::element(CowStrDeserializer::new(value.into()))),
        }
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        single(T::element(U64Deserializer::new(value)))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        single(T::element(I64Deserializer::new(value)))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        single(T::element(F64Deserializer::new(value)))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        single(T::element(BoolDeserializer::new(value)))
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
        match map.next_key::<Key<'de>>()? {
            None => Ok(Some(Vec::new())),
            first => single(T::element(MapAccessDeserializer::new(PutBack { first, map }))),
        }
    }
}

/// A map whose first key was looked at.
struct PutBack<'de, M> {
    first: Option<Key<'de>>,
    map: M,
}

impl<'de, M: MapAccess<'de>> MapAccess<'de> for PutBack<'de, M> {
    type Error = M::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, M::Error> {
        match self.first.take() {
            Some(key) => seed.deserialize(CowStrDeserializer::new(key.into_text())).map(Some),
            None => self.map.next_key_seed(seed),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, M::Error> {
        self.map.next_value_seed(seed)
    }
}
