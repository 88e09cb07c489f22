//! Writing a file so that a pulled plug leaves either the old one or the new one, whole.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use crate::error::{Result, StoreError};

/// Writes `bytes` to `path`: a temporary neighbour, fsync, rename, fsync of the directory.
pub(crate) fn write_atomic(path: &Path, bytes: &[u8], what: &'static str) -> Result<()> {
    let fail = StoreError::io(what);
    let dir = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(dir).map_err(&fail)?;
    // The process id keeps two programs on one directory out of each other's temporary file.
    let temp = path.with_extension(format!("{}.tmp", std::process::id()));
    let written = (|| {
        let mut file = File::create(&temp)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&temp, path)
    })();
    if let Err(e) = written {
        // Best effort: the temporary file holds nothing that exists nowhere else.
        let _ = fs::remove_file(&temp);
        return Err(fail(e));
    }
    sync_dir(dir).map_err(&fail)
}

/// Makes a rename durable. Windows has no directory handles to sync and does not need it.
pub(crate) fn sync_dir(dir: &Path) -> std::io::Result<()> {
    if cfg!(unix) {
        File::open(dir)?.sync_all()
    } else {
        Ok(())
    }
}
