//! Reads recorded traffic with the generated types and reports what is lost: the program behind `cargo xtask replay`.

pub(crate) mod check;
pub(crate) mod har;

use check::{BodyReport, Outcome, check_request, check_response};
use serde_json::{Value, json};
use std::{ffi::OsString, fmt::Write as _, fs, io::Write as _, path::PathBuf, process::ExitCode};
use wechat_league::{Endpoint, catalog};

const USAGE: &str = "usage: replay FILE.har… [--format human|json]";

fn main() -> ExitCode {
    let ran = run(std::env::args_os().skip(1));
    // A reader that went away is no failure of the replay.
    let _ = std::io::stdout().write_all(ran.out.as_bytes());
    let _ = std::io::stderr().write_all(ran.err.as_bytes());
    ExitCode::from(ran.code)
}

/// What a run wrote, and its exit code: 0 all read whole, 1 something lost or unreadable, 2 a bad argument or file.
pub(crate) struct Ran {
    pub out: String,
    pub err: String,
    pub code: u8,
}

/// The whole program, but for its name.
pub(crate) fn run(args: impl IntoIterator<Item = OsString>) -> Ran {
    let (files, as_json) = match arguments(args) {
        Ok(found) => found,
        Err(problem) => return Ran { out: String::new(), err: format!("error: {problem}\n{USAGE}\n"), code: 2 },
    };
    let mut replay = Replay::default();
    let mut err = String::new();
    for file in files {
        let name = file.display().to_string();
        let entries = fs::read(&file).map_err(|error| format!("{name}: {error}")).and_then(|bytes| har::read(&name, &bytes));
        match entries {
            Ok(entries) => entries.into_iter().for_each(|entry| replay.take(&name, entry)),
            Err(problem) => err.push_str(&format!("error: {problem}\n")),
        }
    }
    let out = if as_json { format!("{:#}\n", replay.to_json()) } else { replay.to_text() };
    let code = match (err.is_empty(), replay.count(Call::is_fine) == replay.calls.len()) {
        (false, _) => 2,
        (true, false) => 1,
        (true, true) => 0,
    };
    Ran { out, err, code }
}

fn arguments(args: impl IntoIterator<Item = OsString>) -> Result<(Vec<PathBuf>, bool), String> {
    let mut args = args.into_iter();
    let (mut files, mut as_json) = (Vec::new(), false);
    while let Some(arg) = args.next() {
        let format = match arg.to_str() {
            Some("--format") => args.next().unwrap_or_default().to_string_lossy().into_owned(),
            Some(text) if text.starts_with("--format=") => text.trim_start_matches("--format=").to_owned(),
            Some(text) if text.starts_with('-') => return Err(format!("there is no option {text}")),
            _ => {
                files.push(PathBuf::from(arg));
                continue;
            }
        };
        as_json = match format.as_str() {
            "human" => false,
            "json" => true,
            _ => return Err("--format is human or json".into()),
        };
    }
    if files.is_empty() { Err("no file is given".into()) } else { Ok((files, as_json)) }
}

/// A recorded call of the API.
struct Call {
    file: String,
    index: usize,
    method: String,
    path: String,
    status: i64,
    /// None for a call that the catalog does not know
    checked: Option<Checked>,
}

struct Checked {
    endpoint: &'static Endpoint,
    request: BodyReport,
    response: BodyReport,
}

impl Call {
    fn is_fine(&self) -> bool {
        self.checked.as_ref().is_none_or(|checked| checked.request.is_fine() && checked.response.is_fine())
    }

    fn is_error_answer(&self) -> bool {
        self.checked.as_ref().is_some_and(|checked| matches!(checked.response.outcome, Outcome::ErrorAnswer { .. }))
    }
}

/// Everything that was found.
#[derive(Default)]
struct Replay {
    calls: Vec<Call>,
    not_ours: usize,
}

impl Replay {
    fn take(&mut self, file: &str, entry: har::Entry) {
        let har::Entry { index, method, path, query, ours, request, status, response } = entry;
        if !ours {
            self.not_ours += 1;
            return;
        }
        let checked = catalog::find(&method, &path).map(|endpoint| Checked {
            endpoint,
            request: masked(check_request(endpoint, &query, &request)),
            response: masked(check_response(endpoint, &response)),
        });
        self.calls.push(Call { file: file.to_owned(), index, method: mask(&method), path: mask(&path), status, checked });
    }

    fn count(&self, which: impl Fn(&Call) -> bool) -> usize {
        self.calls.iter().filter(|call| which(call)).count()
    }

    fn to_text(&self) -> String {
        let mut text = String::new();
        for call in &self.calls {
            let Call { file, index, method, path, status, checked } = call;
            let _ = write!(text, "{file}[{index}] {method} {path} ");
            let Some(Checked { endpoint, request, response }) = checked else {
                text.push_str("unknown endpoint\n");
                continue;
            };
            let (sent, came) = (outcome(request), outcome(response));
            let _ = writeln!(text, "{} {}: request {sent}; HTTP {status}, answer {came}", endpoint.name, endpoint.title);
            for (side, report) in [("request", request), ("answer", response)] {
                details(report).iter().for_each(|line| text.push_str(&format!("    {side}: {line}\n")));
            }
        }
        let (bad, errors) = (self.count(|call| !call.is_fine()), self.count(Call::is_error_answer));
        let unknown = self.count(|call| call.checked.is_none());
        let (read, others) = (self.calls.len() - unknown, self.not_ours);
        let _ = writeln!(text, "{read} calls, {bad} of them with something lost or unreadable, {errors} answered with an error");
        let _ = writeln!(text, "{unknown} calls of endpoints that the catalog does not know, {others} entries of other things");
        text
    }

    fn to_json(&self) -> Value {
        let calls: Vec<Value> = self.calls.iter().map(call_json).collect();
        let unknown = self.count(|call| call.checked.is_none());
        json!({
            "calls": calls,
            "summary": {
                "calls": self.calls.len() - unknown,
                "lost_or_unreadable": self.count(|call| !call.is_fine()),
                "error_answers": self.count(Call::is_error_answer),
                "unknown_endpoints": unknown,
                "not_ours": self.not_ours,
            },
        })
    }
}

fn call_json(call: &Call) -> Value {
    let Call { file, index, method, path, status, checked } = call;
    let mut json = json!({"file": file, "entry": index, "method": method, "path": path, "status": status, "endpoint": null});
    if let Some(Checked { endpoint, request, response }) = checked {
        json["endpoint"] = json!(endpoint.name);
        json["title"] = json!(endpoint.title);
        json["request"] = body_json(request);
        json["response"] = body_json(response);
    }
    json
}

fn body_json(report: &BodyReport) -> Value {
    let mut json = match &report.outcome {
        Outcome::Read => json!({"outcome": "read"}),
        Outcome::Empty => json!({"outcome": "empty"}),
        Outcome::ErrorAnswer { code } => json!({"outcome": "error answer", "code": code}),
        Outcome::Unreadable { path, expected, found } => {
            json!({"outcome": "unreadable", "path": path, "expected": expected, "found": found})
        }
    };
    let surprises: Vec<Value> = report.surprises.iter().map(|(path, found)| json!({"path": path, "found": found})).collect();
    json["unknown"] = json!(report.unknown);
    json["lost"] = json!(report.lost);
    json["surprises"] = json!(surprises);
    json
}

fn outcome(report: &BodyReport) -> String {
    match &report.outcome {
        Outcome::Read => "read".into(),
        Outcome::Empty => "empty".into(),
        Outcome::ErrorAnswer { code } => format!("is error {code}"),
        Outcome::Unreadable { .. } => "not read".into(),
    }
}

fn details(report: &BodyReport) -> Vec<String> {
    let mut lines = Vec::new();
    if let Outcome::Unreadable { path, expected, found } = &report.outcome {
        let place = path.as_ref().map(|path| format!(" at {path}")).unwrap_or_default();
        lines.push(format!("not read{place}: expected {expected}, found {found}"));
    }
    lines.extend(report.unknown.iter().map(|key| format!("unknown key {key}")));
    lines.extend(report.lost.iter().map(|path| format!("lost {path}")));
    lines.extend(report.surprises.iter().map(|(path, found)| format!("surprise at {path}: {found}")));
    lines
}

/// A report whose texts may be shown.
fn masked(mut report: BodyReport) -> BodyReport {
    let surprises = report.surprises.iter_mut().flat_map(|(path, found)| [path, found]);
    report.unknown.iter_mut().chain(&mut report.lost).chain(surprises).for_each(|text| *text = mask(text));
    if let Outcome::Unreadable { path, expected: _, found } = &mut report.outcome {
        path.iter_mut().chain([found]).for_each(|text| *text = mask(text));
    }
    report
}

/// A text with the values of tokens and secrets replaced, in JSON as in queries, and without control characters.
fn mask(text: &str) -> String {
    let visible: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    ["access_token", "refresh_token", "secret", "ticket"].iter().fold(visible, |text, key| mask_key(&text, key))
}

fn mask_key(text: &str, key: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(key) {
        let after = &rest[at + key.len()..];
        let value = after.trim_start_matches(['"', '\\', ' ', ':', '=']);
        masked.push_str(&rest[..rest.len() - value.len()]);
        rest = value;
        if after[..after.len() - value.len()].contains([':', '=']) {
            masked.push_str("***");
            rest = value.trim_start_matches(|c: char| !matches!(c, '"' | '\\' | '&' | ',' | '}' | ' '));
        }
    }
    masked.push_str(rest);
    masked
}
