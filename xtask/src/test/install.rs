//! Installs missing tools with apt-get.

use super::{runner::Outcome, tools::Tool};
use crate::shell;
use anyhow::Result;
use std::{fs, path::Path, process::Command};

/// What the step is called.
pub fn name(tools: &[Tool]) -> String {
    format!("install {}", packages(tools).join(", "))
}

/// Installs the tools; the lists of packages are fetched when there are none, or when they turn out to be too old.
pub fn install(tools: &[Tool]) -> Result<Outcome<()>> {
    let mut install = apt_get(&["install", "-y", "--no-install-recommends"]);
    install.args(packages(tools));
    if has_lists(Path::new("/var/lib/apt/lists")) && shell::status(&mut install)?.success() {
        return Ok(Ok(()));
    }
    for command in [&mut apt_get(&["update"]), &mut install] {
        if !shell::status(command)?.success() {
            return Ok(Err(shell::shown(command)));
        }
    }
    Ok(Ok(()))
}

fn packages(tools: &[Tool]) -> Vec<&'static str> {
    tools.iter().flat_map(|tool| tool.packages()).collect()
}

fn apt_get(args: &[&str]) -> Command {
    let mut command = Command::new("apt-get");
    command.args(args).env("DEBIAN_FRONTEND", "noninteractive");
    command
}

/// Whether any list of packages was fetched: beside them lie a lock and folders.
fn has_lists(folder: &Path) -> bool {
    let mut entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.any(|entry| entry.file_name() != "lock" && entry.file_type().is_ok_and(|kind| kind.is_file()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{has_lists, name};
    use crate::test::tools::Tool;
    use std::fs;

    #[test]
    fn lists_of_packages_are_files_beside_the_lock() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!has_lists(&folder.path().join("missing")));
        fs::write(folder.path().join("lock"), "").unwrap();
        fs::create_dir(folder.path().join("partial")).unwrap();
        assert!(!has_lists(folder.path()));
        fs::write(folder.path().join("deb.debian.org_debian_dists_stable_InRelease"), "").unwrap();
        assert!(has_lists(folder.path()));
    }

    #[test]
    fn the_step_names_its_packages() {
        assert_eq!(name(&[Tool::RedisServer, Tool::OpenSsl]), "install redis-server, pkg-config, libssl-dev");
    }
}
