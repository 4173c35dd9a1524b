//! The server's account of every call beside the caller's.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};
use wechat_league::{
    Error, Outcome,
    mock::{Fault, Recorded},
};

/// An account per call. The number of a call says all about it: odd ones write.
pub struct Books {
    /// Rows of a page of the list
    rows: i64,
    accounts: Vec<Mutex<Account>>,
    notes: Mutex<Notes>,
}

#[derive(Default)]
struct Account {
    /// The server: how often it carried the call out
    applied: u32,
    /// The server: the last fault that the call met
    fault: Option<Fault>,
    /// The caller
    end: Option<End>,
}

#[derive(Debug, Clone, Copy)]
enum End {
    Own,
    /// The answer to another call
    Strange,
    Failed(Outcome),
}

#[derive(Default)]
struct Notes {
    endings: BTreeMap<String, usize>,
    errors: BTreeMap<usize, String>,
}

/// What came of it all.
pub struct Summary {
    /// How often each ending came
    pub endings: BTreeMap<String, usize>,
    /// The calls that the two accounts do not agree on
    pub wrong: Vec<String>,
    /// Writes that were carried out more than once
    pub twice: usize,
}

impl Books {
    pub fn new(total: usize, rows: i64) -> Self {
        let accounts = (0..total).map(|_| Mutex::default()).collect();
        Self { rows, accounts, notes: Mutex::default() }
    }

    pub fn total(&self) -> usize {
        self.accounts.len()
    }

    pub fn is_write(&self, number: usize) -> bool {
        number % 2 == 1
    }

    /// Where the page of a read begins.
    pub fn offset(&self, number: usize) -> i64 {
        number as i64 * self.rows
    }

    /// The server's entry; it is made before the answer leaves.
    pub fn received(&self, recorded: &Recorded) {
        let body = recorded.json().unwrap_or_default();
        let number = body["product_id"].as_i64().or_else(|| Some(body["offset"].as_i64()? / self.rows));
        let account = number.and_then(|number| self.accounts.get(usize::try_from(number).ok()?));
        let Some(account) = account else { return };
        let mut account = lock(account);
        account.applied += u32::from(recorded.applied);
        account.fault = recorded.fault.or(account.fault);
    }

    /// The caller's entry: whether the answer was its own, or why there was none.
    pub fn ended(&self, number: usize, result: Result<bool, Error>) {
        let end = match &result {
            Ok(true) => End::Own,
            Ok(false) => End::Strange,
            Err(error) => End::Failed(error.outcome()),
        };
        if let Some(account) = self.accounts.get(number) {
            lock(account).end = Some(end);
        }
        let ending = match &result {
            Ok(_) => "an answer".to_owned(),
            Err(error) => match error.code() {
                Some(code) => format!("{:?} {}, {:?}", error.kind(), code.get(), error.outcome()),
                None => format!("{:?}, {:?}", error.kind(), error.outcome()),
            },
        };
        let mut notes = lock(&self.notes);
        *notes.endings.entry(ending).or_default() += 1;
        if let Err(error) = result {
            notes.errors.insert(number, error.to_string());
        }
    }

    pub fn summary(&self) -> Summary {
        let notes = lock(&self.notes);
        let (mut wrong, mut twice) = (Vec::new(), 0);
        for (number, account) in self.accounts.iter().enumerate() {
            let Account { applied, fault, end } = &*lock(account);
            let write = self.is_write(number);
            twice += usize::from(write && *applied > 1);
            if !agrees(write, *applied, *end) {
                let kind = if write { "write" } else { "read" };
                let error = notes.errors.get(&number).map_or("", String::as_str);
                wrong.push(format!("{kind} {number}: carried out {applied} times, last fault {fault:?}, ended {end:?} {error}"));
            }
        }
        Summary { endings: notes.endings.clone(), wrong, twice }
    }
}

/// Whether the caller was told what happened.
fn agrees(write: bool, applied: u32, end: Option<End>) -> bool {
    match (end, write) {
        (None | Some(End::Strange), _) => false,
        (Some(End::Own), false) => applied >= 1,
        // A read changes nothing, whatever goes wrong.
        (Some(End::Failed(outcome)), false) => outcome == Outcome::NotApplied,
        (Some(End::Own | End::Failed(Outcome::Applied)), true) => applied == 1,
        (Some(End::Failed(Outcome::NotApplied)), true) => applied == 0,
        (Some(End::Failed(Outcome::Unknown)), true) => applied <= 1,
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
