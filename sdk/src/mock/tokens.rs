//! The access tokens: issued, handed out again, displaced, killed, dead of old age.

use std::time::Duration;
use tokio::time::Instant;

/// So long a token of `/cgi-bin/token` works after the next one was issued.
const CHANGEOVER: Duration = Duration::from_secs(5 * 60);

const MISSING: (i64, &str) = (41001, "access_token missing");
const INVALID: (i64, &str) = (40001, "invalid credential, access_token is invalid or not latest");
const EXPIRED: (i64, &str) = (42001, "access_token expired");

pub(super) struct Tokens {
    lifetime: Duration,
    /// How many were issued; the last one is `mock-token-<issued>`
    issued: usize,
    /// In the order in which they were handed out
    alive: Vec<Token>,
}

struct Token {
    text: String,
    kind: Kind,
    /// None: when it is killed
    dies: Option<Instant>,
}

#[derive(PartialEq)]
enum Kind {
    /// The one of `/cgi-bin/stable_token`
    Stable,
    /// The newest of `/cgi-bin/token`
    Plain,
    /// The one before it
    Displaced,
    /// From an answer that a test gave
    Foreign,
}

impl Default for Tokens {
    fn default() -> Self {
        Self { lifetime: Duration::from_secs(7200), issued: 0, alive: Vec::new() }
    }
}

impl Tokens {
    /// How long tokens live that are issued from now on: whole seconds, as the platform counts.
    pub fn set_lifetime(&mut self, lifetime: Duration) {
        self.lifetime = Duration::from_secs(lifetime.as_secs().clamp(1, u64::from(u32::MAX)));
    }

    /// The stable token and its seconds: the same one while it lives, a new one in its place by force.
    pub fn stable(&mut self, force: bool) -> (String, u64) {
        let now = Instant::now();
        match self.alive.iter().find(|token| token.kind == Kind::Stable && token.lives(now)) {
            Some(token) if !force => (token.text.clone(), token.seconds_left(now)),
            _ => {
                self.alive.retain(|token| token.kind != Kind::Stable);
                self.issue(Kind::Stable, now)
            }
        }
    }

    /// A new token of `/cgi-bin/token` and its seconds; the one before it works on for the changeover.
    pub fn plain(&mut self) -> (String, u64) {
        let now = Instant::now();
        self.alive.retain(|token| token.kind != Kind::Displaced);
        for token in self.alive.iter_mut().filter(|token| token.kind == Kind::Plain) {
            token.kind = Kind::Displaced;
            token.dies = token.dies.min(Some(now + CHANGEOVER));
        }
        self.issue(Kind::Plain, now)
    }

    /// A token that a test hands out is as good as one of the server's own.
    pub fn adopt(&mut self, text: &str) {
        self.alive.retain(|token| token.text != text);
        self.alive.push(Token { text: text.to_owned(), kind: Kind::Foreign, dies: None });
    }

    /// What is wrong with the token of a request.
    pub fn trouble(&self, text: Option<&str>) -> Option<(i64, &'static str)> {
        let text = match text {
            None | Some("") => return Some(MISSING),
            Some(text) => text,
        };
        match self.alive.iter().find(|token| token.text == text) {
            None => Some(INVALID),
            Some(token) => (!token.lives(Instant::now())).then_some(EXPIRED),
        }
    }

    /// Kills a token and all that were handed out before it.
    pub fn kill_up_to(&mut self, text: &str) {
        if let Some(index) = self.alive.iter().position(|token| token.text == text) {
            self.alive.drain(..=index);
        }
    }

    pub fn kill_all(&mut self) {
        self.alive.clear();
    }

    fn issue(&mut self, kind: Kind, now: Instant) -> (String, u64) {
        // The old ones are no longer expired but "not latest" from here on.
        self.alive.retain(|token| token.lives(now));
        self.issued += 1;
        let text = format!("mock-token-{}", self.issued);
        self.alive.push(Token { text: text.clone(), kind, dies: Some(now + self.lifetime) });
        (text, self.lifetime.as_secs())
    }
}

impl Token {
    fn lives(&self, now: Instant) -> bool {
        self.dies.is_none_or(|dies| now < dies)
    }

    fn seconds_left(&self, now: Instant) -> u64 {
        self.dies.map_or(0, |dies| dies.saturating_duration_since(now).as_secs()).max(1)
    }
}
