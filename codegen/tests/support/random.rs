//! Numbers that look like chance and are the same in every run.
#![allow(dead_code)]

/// A xorshift generator.
pub struct Random(u64);

impl Random {
    /// The numbers that begin with a seed, which must not be zero.
    pub fn new(seed: u64) -> Self {
        assert_ne!(seed, 0);
        Self(seed)
    }

    fn draw(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below another one, which must not be zero.
    pub fn below(&mut self, end: usize) -> usize {
        // The low bits are the weaker ones.
        ((self.draw() >> 16) % end as u64) as usize
    }

    /// One of a list; none of an empty one.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        if list.is_empty() { None } else { list.get(self.below(list.len())) }
    }

    /// The places of two different things in a list of two or more, the first one first.
    pub fn two(&mut self, count: usize) -> (usize, usize) {
        let one = self.below(count - 1);
        (one, one + 1 + self.below(count - 1 - one))
    }

    /// Puts a list into another order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.below(last + 1));
        }
    }
}
