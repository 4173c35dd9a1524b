//! What several tests of commands share: projects of their own.
#![allow(dead_code)]

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The root of this project.
pub fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

/// A project that holds nothing but the real spec.
pub fn only_the_spec() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    copy(&project().join("api-spec"), &dir.path().join("api-spec"));
    dir
}

/// Copies a folder with everything below it.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
