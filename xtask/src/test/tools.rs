//! Tools beside cargo that some steps need, and what is done where they are missing.

use std::{
    env,
    ffi::OsStr,
    fs,
    process::{Command, Stdio},
};

/// A tool beside cargo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tool {
    RedisServer,
    OpenSsl,
    /// node, npm and a Chromium
    Web,
}

/// What is known of the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Machine {
    /// Packages can be installed without asking anybody: root on Debian
    pub installs: bool,
    /// Nobody reads what was skipped
    pub ci: bool,
}

/// What is done about a tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    Use,
    Install,
    /// Go on without it, loudly
    Skip,
    Refuse,
}

/// What is done about a tool that is there, or is not, on such a machine.
pub fn plan(installed: bool, machine: Machine) -> Plan {
    match (installed, machine) {
        (true, _) => Plan::Use,
        (false, Machine { installs: true, .. }) => Plan::Install,
        (false, Machine { ci: true, .. }) => Plan::Refuse,
        (false, _) => Plan::Skip,
    }
}

impl Machine {
    pub fn look() -> Self {
        let installs = on_path("apt-get") && is_root();
        Self { installs, ci: is_ci(env::var_os("CI").as_deref()) }
    }
}

impl Tool {
    pub fn installed(self) -> bool {
        match self {
            Self::RedisServer => on_path("redis-server"),
            // Elsewhere native-tls uses what the system brings.
            Self::OpenSsl if !cfg!(target_os = "linux") => true,
            Self::Web => self.packages().is_empty(),
            Self::OpenSsl => env::var_os("OPENSSL_DIR").is_some() || succeeds("pkg-config", &["--exists", "openssl"]),
        }
    }

    /// The packages of Debian that bring what is missing of it.
    pub fn packages(self) -> Vec<&'static str> {
        match self {
            Self::RedisServer => vec!["redis-server"],
            Self::OpenSsl => vec!["pkg-config", "libssl-dev"],
            // A node from elsewhere brings its npm, and Debian's npm would not go with it.
            Self::Web => {
                let node = on_path("node") && on_path("npm");
                let chromium = on_path("chromium") || env::var_os("CHROMIUM").is_some();
                let parts = [(node, ["nodejs", "npm"]), (chromium, ["chromium", "fonts-wqy-zenhei"])];
                parts.into_iter().filter(|(there, _)| !there).flat_map(|(_, packages)| packages).collect()
            }
        }
    }

    /// What is missing, what for, and how to get it.
    pub fn complaint(self) -> &'static str {
        match self {
            Self::RedisServer => {
                "redis-server is missing, which the tests of the token store in Redis need; install it with \
                 `apt-get install redis-server`, `brew install redis` or `dnf install redis`"
            }
            Self::OpenSsl => {
                "OpenSSL with pkg-config is missing, which the feature native-tls needs; install it with \
                 `apt-get install pkg-config libssl-dev`, `brew install pkg-config openssl` or \
                 `dnf install pkgconf openssl-devel`"
            }
            Self::Web => {
                "node, npm or chromium is missing, which the checks of our exports need; install what is missing with \
                 `apt-get install nodejs npm chromium fonts-wqy-zenhei` or `brew install node chromium`; the variable \
                 CHROMIUM may name another browser of its kind"
            }
        }
    }
}

/// CI services set the variable CI; some people set it to nothing or to false.
fn is_ci(variable: Option<&OsStr>) -> bool {
    variable.is_some_and(|value| !["", "0", "false"].iter().any(|no| value.eq_ignore_ascii_case(no)))
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").stderr(Stdio::null()).output();
    output.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

fn on_path(program: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).any(|folder| fs::metadata(folder.join(program)).is_ok_and(|found| found.is_file()))
}

fn succeeds(program: &str, args: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::{Machine, Plan, Tool, is_ci, plan};
    use std::ffi::OsStr;

    #[test]
    fn a_missing_tool_is_installed_where_that_is_possible_and_skipped_only_outside_of_ci() {
        for (installed, installs, ci, expected) in [
            (true, true, true, Plan::Use),
            (true, true, false, Plan::Use),
            (true, false, true, Plan::Use),
            (true, false, false, Plan::Use),
            (false, true, true, Plan::Install),
            (false, true, false, Plan::Install),
            (false, false, true, Plan::Refuse),
            (false, false, false, Plan::Skip),
        ] {
            let machine = Machine { installs, ci };
            assert_eq!(plan(installed, machine), expected, "installed: {installed}, {machine:?}");
        }
    }

    #[test]
    fn the_variable_ci_counts_unless_it_says_no() {
        for (value, expected) in
            [(Some("true"), true), (Some("1"), true), (Some("woodpecker"), true), (Some("false"), false), (Some("0"), false)]
        {
            assert_eq!(is_ci(value.map(OsStr::new)), expected, "{value:?}");
        }
        assert!(!is_ci(Some(OsStr::new("False"))) && !is_ci(Some(OsStr::new(""))) && !is_ci(None));
    }

    #[test]
    fn every_complaint_names_the_packages() {
        for tool in [Tool::RedisServer, Tool::OpenSsl, Tool::Web] {
            let told = tool.complaint().split('`').find(|part| part.starts_with("apt-get install ")).unwrap_or_default();
            assert!(!told.is_empty() && tool.packages().iter().all(|package| told.contains(package)), "{tool:?}");
        }
    }
}
