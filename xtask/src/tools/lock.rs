//! One installation at a time: two commands started together must not build the same tool into the same place.

use crate::stop;
use anyhow::{Context, Result, bail};
use std::{
    fs::{self, File, TryLockError},
    path::Path,
    thread,
    time::{Duration, Instant},
};

/// How long to wait for another command's installation: the slowest tool takes about ten minutes on a slow machine.
const PATIENCE: Duration = Duration::from_mins(30);

/// Held while something is installed into the tool cache; dropped, it lets the next one in.
pub struct Lock {
    _file: File,
}

/// Waits until nobody else installs into `cache`.
pub fn take(cache: &Path) -> Result<Lock> {
    fs::create_dir_all(cache).with_context(|| {
        format!(
            "cannot make the tool cache {}; set ROUNDTRIP_CACHE to a folder that can be written",
            cache.display()
        )
    })?;
    let path = cache.join("lock");
    let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    let begun = Instant::now();
    let mut told = false;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Lock { _file: file }),
            Err(TryLockError::Error(error)) => {
                return Err(error).with_context(|| format!("cannot lock {}", path.display()));
            }
            Err(TryLockError::WouldBlock) if stop::asked() => bail!("stopped"),
            Err(TryLockError::WouldBlock) if begun.elapsed() > PATIENCE => {
                bail!(
                    "another `cargo xtask` has been installing tools into {} for half an hour; end it and try again",
                    cache.display()
                )
            }
            Err(TryLockError::WouldBlock) => {
                if !told {
                    crate::step::note("waiting for another `cargo xtask` that is installing tools");
                    told = true;
                }
                thread::sleep(stop::TICK);
            }
        }
    }
}
