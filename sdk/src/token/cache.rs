//! The token that a client holds: handed out without waiting while it lives, renewed early by one task, fetched by one
//! task when there is none, and forgotten when the API refuses it.

use super::{AccessToken, IssuedToken, TokenSource, flight, shared::Shared};
use crate::{Client, Error};
use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{sync::watch, time::Instant};

/// stable_token hands out the same token until its last 300 s, so an earlier renewal would change nothing.
const MAX_MARGIN: Duration = Duration::from_secs(240);

/// A renewal that failed is tried again after this.
const RENEWAL_PAUSE: Duration = Duration::from_secs(10);

/// The same dead token is not fetched again before this.
const DEAD_PAUSE: Duration = Duration::from_secs(30);

/// No token lives longer than two hours; a day leaves room for a change of that, and none for nonsense.
pub(super) const LONGEST_LIFE: Duration = Duration::from_secs(24 * 60 * 60);

pub(crate) struct TokenCache {
    pub(super) source: Arc<dyn TokenSource>,
    pub(super) shared: Option<Shared>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    held: Option<Held>,
    dead: Option<Dead>,
    /// A fetch that is going on, and when it must have ended
    flight: Option<(watch::Receiver<Option<Landed>>, Instant)>,
    renew_after: Option<Instant>,
}

/// A token in memory.
#[derive(Clone)]
pub(super) struct Held {
    pub token: AccessToken,
    /// None: it lives until it is refused
    pub ends: Option<Instant>,
    renew_at: Option<Instant>,
}

/// A token that the API refused.
struct Dead {
    token: AccessToken,
    because: Arc<Error>,
    since: Instant,
    /// When the source handed it out again
    again: Option<Instant>,
}

/// How a fetch ended, for everybody who waited for it.
pub(super) type Landed = Result<AccessToken, Arc<Error>>;

/// What there is for a call that needs a token.
pub(crate) enum Wanted {
    /// A live token
    Ready(AccessToken),
    /// None: to be waited for
    Wait,
    /// Only a token that the API refuses
    Refused(Error),
}

/// What a fetch should know of the present state.
pub(super) struct Present {
    pub held: Option<Held>,
    pub refused: Option<AccessToken>,
}

impl TokenCache {
    pub fn new(source: Arc<dyn TokenSource>, shared: Option<Shared>) -> Self {
        Self { source, shared, state: Mutex::default() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The live token. One whose end is near is handed out, too, while a task of its own renews it.
    pub fn get(&self, client: &Client) -> Wanted {
        let now = Instant::now();
        let mut state = self.state();
        let Some(held) = state.held.as_ref().filter(|held| held.lives(now)) else {
            return match state.dead.as_ref().and_then(|dead| dead.refusal(now)) {
                Some(error) if state.flight().is_none() => Wanted::Refused(error),
                _ => Wanted::Wait,
            };
        };
        let token = held.token.clone();
        let due = held.renew_at.is_some_and(|at| at <= now) && state.renew_after.is_none_or(|after| after <= now);
        if due && state.flight().is_none() {
            state.begin(client, false);
        }
        Wanted::Ready(token)
    }

    /// Waits for the one fetch that is going on or begins it; the error, and whether only a refused token can be had.
    pub async fn wait(&self, client: &Client) -> Result<AccessToken, (Error, bool)> {
        let mut lost = false;
        loop {
            let flight = {
                let now = Instant::now();
                let mut state = self.state();
                if let Some(held) = state.held.as_ref().filter(|held| held.lives(now)) {
                    return Ok(held.token.clone());
                }
                match state.flight() {
                    Some(flight) => flight,
                    None => match state.dead.as_ref().and_then(|dead| dead.refusal(now)) {
                        Some(error) => return Err((error, true)),
                        None => state.begin(client, false),
                    },
                }
            };
            match landed(flight).await {
                Some(Ok(token)) if self.is_dead(&token) => {}
                Some(Ok(token)) => return Ok(token),
                Some(Err(source)) => {
                    let refused = self.state().dead.as_ref().and_then(|dead| dead.refusal(Instant::now()));
                    return Err(refused.map_or_else(|| (Error::token(source, ""), false), |error| (error, true)));
                }
                // The task went down with the runtime that carried it: another one begins anew. A second loss is no accident.
                None if lost => return Err((lost_flight(), false)),
                None => lost = true,
            }
        }
    }

    /// Has the present token retired and another one issued.
    pub async fn force(&self, client: &Client) -> Result<(), Error> {
        if tokio::runtime::Handle::try_current().is_err() {
            return Err(Error::config("a token is refreshed inside a tokio runtime; elsewhere use the feature `blocking`"));
        }
        loop {
            let (flight, forced) = {
                let mut state = self.state();
                match state.flight() {
                    Some(other) => (other, false),
                    None => (state.begin(client, true), true),
                }
            };
            match landed(flight).await {
                Some(Ok(_)) if forced => return Ok(()),
                Some(Err(source)) if forced => return Err(Error::token(source, "")),
                // Each forced refresh counts: none is begun anew.
                None if forced => return Err(lost_flight()),
                _ => {}
            }
        }
    }

    /// The API refused this token. A newer one stays.
    pub fn reject(&self, token: &AccessToken, because: &Error) {
        let mut state = self.state();
        match &state.held {
            Some(held) if held.token != *token => return,
            // The newest token is known to be dead: this is the same or an older one.
            None if state.dead.is_some() => return,
            _ => {}
        }
        let code = because.code().map_or(0, crate::ErrorCode::get);
        let because = Arc::new(Error::api(code, because.message().unwrap_or_default().to_owned()));
        state.held = None;
        state.renew_after = None;
        state.dead = Some(Dead { token: token.clone(), because, since: Instant::now(), again: None });
    }

    /// No fetch takes longer.
    fn flight_time(&self) -> Duration {
        let store = self.shared.as_ref().map_or(Duration::ZERO, Shared::longest_wait);
        store + flight::FETCH_TIME + Duration::from_secs(1)
    }

    fn is_dead(&self, token: &AccessToken) -> bool {
        self.state().dead.as_ref().is_some_and(|dead| dead.token == *token)
    }

    /// The end of a flight: what it brought is held, if it is of any use. `known` is the refused token it set out with.
    pub(super) fn land(&self, brought: Result<IssuedToken, Arc<Error>>, known: Option<&AccessToken>) -> Landed {
        let now = Instant::now();
        let mut state = self.state();
        state.flight = None;
        let issued = match brought {
            Ok(issued) => issued,
            Err(error) => {
                state.renew_after = Some(now + RENEWAL_PAUSE);
                return Err(error);
            }
        };
        let lives = state.held.as_ref().is_some_and(|held| held.lives(now));
        if let Some(dead) = state.dead.as_mut().filter(|dead| dead.token == issued.token) {
            // The refusal came while it was on its way: whoever waits sees that the token is dead, and asks again.
            if known != Some(&dead.token) {
                return Ok(issued.token);
            }
            if lives || now < dead.since + DEAD_PAUSE {
                dead.again = Some(now);
                let because = Arc::clone(&dead.because);
                state.renew_after = Some(now + DEAD_PAUSE);
                return Err(because);
            }
            // The platform still stands by it: it may have been wrong, so one call finds out.
            state.dead = None;
        }
        state.held = Some(Held::new(issued.token.clone(), issued.lifetime, now));
        state.renew_after = None;
        Ok(issued.token)
    }
}

impl State {
    fn flight(&self) -> Option<watch::Receiver<Option<Landed>>> {
        let (flight, until) = self.flight.as_ref()?;
        // A flight whose task is gone, or whose runtime stands still, will never land.
        (flight.has_changed().is_ok() && Instant::now() < *until).then(|| flight.clone())
    }

    fn begin(&mut self, client: &Client, force: bool) -> watch::Receiver<Option<Landed>> {
        let present = Present { held: self.held.clone(), refused: self.dead.as_ref().map(|dead| dead.token.clone()) };
        let flight = flight::start(client, present, force);
        self.flight = Some((flight.clone(), Instant::now() + client.inner.tokens.flight_time()));
        flight
    }
}

impl Held {
    fn new(token: AccessToken, lifetime: Option<Duration>, now: Instant) -> Self {
        let lifetime = lifetime.map(|lifetime| lifetime.min(LONGEST_LIFE));
        let margin = |lifetime: Duration| (lifetime / 10).min(MAX_MARGIN);
        Self {
            token,
            ends: lifetime.map(|lifetime| now + lifetime),
            renew_at: lifetime.map(|lifetime| now + lifetime.saturating_sub(margin(lifetime))),
        }
    }

    fn lives(&self, now: Instant) -> bool {
        self.ends.is_none_or(|ends| now < ends)
    }
}

impl Dead {
    /// Why no other token will be had for now.
    fn refusal(&self, now: Instant) -> Option<Error> {
        let note = "the source hands out the very token that the API refuses; it will be asked again after 30 s";
        let lasts = self.again.is_some_and(|again| now < again + DEAD_PAUSE);
        lasts.then(|| Error::token(Arc::clone(&self.because), note))
    }
}

fn lost_flight() -> Error {
    let error = Error::config("the task that fetches the token died: its source or an observer panicked");
    Error::token(Arc::new(error), "")
}

async fn landed(mut flight: watch::Receiver<Option<Landed>>) -> Option<Landed> {
    flight.wait_for(Option::is_some).await.ok().and_then(|landed| landed.clone())
}
