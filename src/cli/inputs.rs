//! What a command reads: files, lists of files in folders, and which file a path means.
//!
//! A shard remembers all of it and carries it along. A merge reads what shards carry, and not what has become of the files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use crate::content::facts::sha256;

/// The inputs of this process. Files are read from many places, and loaders are shared between threads.
static INPUTS: Mutex<Inputs> = Mutex::new(Inputs {
    mode: InputMode::Direct,
    files: BTreeMap::new(),
    read: BTreeSet::new(),
    places: InputPlaces::NONE,
});

/// Where inputs come from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum InputMode {
    /// From the disk.
    Direct,
    /// The same, and they are remembered.
    Remembered,
    /// From shards.
    Carried,
}

/// All inputs that were read.
struct Inputs {
    mode: InputMode,
    /// By path, as given.
    files: BTreeMap<String, Vec<u8>>,
    /// The paths of those that the task has read.
    read: BTreeSet<String>,
    places: InputPlaces,
}

/// What was asked about paths.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct InputPlaces {
    /// By folder, the paths of the files in it that were used, in order.
    pub folders: BTreeMap<String, Vec<String>>,
    /// By path, a digest of the path without links, and the name at its end.
    pub identities: BTreeMap<String, (String, String)>,
}

impl InputPlaces {
    const NONE: Self = Self { folders: BTreeMap::new(), identities: BTreeMap::new() };
}

fn inputs() -> MutexGuard<'static, Inputs> {
    INPUTS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Remembers what is read from now on.
pub(crate) fn remember() {
    inputs().mode = InputMode::Remembered;
}

/// Begins a task, of which no file has been read.
pub(crate) fn begin_task() {
    let mut inputs = inputs();
    inputs.read.clear();
    if inputs.mode == InputMode::Remembered {
        inputs.files.clear();
    }
}

/// The files that the task has read, by path.
pub(crate) fn read_files() -> BTreeMap<String, Vec<u8>> {
    let inputs = inputs();
    inputs.read.iter().filter_map(|path| Some((path.clone(), inputs.files.get(path)?.clone()))).collect()
}

/// What was asked about paths so far.
pub(crate) fn places() -> InputPlaces {
    inputs().places.clone()
}

/// Adds what an earlier process asked about paths.
pub(crate) fn add_places(earlier: InputPlaces) {
    let mut inputs = inputs();
    inputs.places.folders.extend(earlier.folders);
    inputs.places.identities.extend(earlier.identities);
}

/// From now on, nothing but these is read.
pub(crate) fn carry(files: BTreeMap<String, Vec<u8>>, places: InputPlaces) {
    *inputs() = Inputs { mode: InputMode::Carried, files, read: BTreeSet::new(), places };
}

/// Whether inputs come from shards.
pub(crate) fn are_carried() -> bool {
    inputs().mode == InputMode::Carried
}

/// The bytes of a file: as carried, `None` if it is not among them; otherwise those that `read` returns.
pub(crate) fn file<E>(path: &str, read: impl FnOnce() -> Result<Vec<u8>, E>) -> Result<Option<Vec<u8>>, E> {
    if are_carried() {
        let mut inputs = inputs();
        let bytes = inputs.files.get(path).cloned();
        if bytes.is_some() {
            inputs.read.insert(path.to_owned());
        }
        return Ok(bytes);
    }
    // Without the lock, because a pipe may block.
    let bytes = read()?;
    let mut inputs = inputs();
    if inputs.mode == InputMode::Remembered {
        inputs.files.insert(path.to_owned(), bytes.clone());
        inputs.read.insert(path.to_owned());
    }
    Ok(Some(bytes))
}

/// Whether a path is a folder of which files are read.
pub(crate) fn is_folder(path: &Path) -> bool {
    if are_carried() {
        path.to_str().is_some_and(|path| inputs().places.folders.contains_key(path))
    } else {
        path.is_dir()
    }
}

/// The files in a folder: as carried, or those that `list` returns.
pub(crate) fn folder<E>(path: &Path, list: impl FnOnce() -> Result<Vec<String>, E>) -> Result<Vec<String>, E> {
    let name = path.to_string_lossy().into_owned();
    if are_carried() {
        return Ok(inputs().places.folders.get(&name).cloned().unwrap_or_default());
    }
    let files = list()?;
    let mut inputs = inputs();
    if inputs.mode == InputMode::Remembered {
        inputs.places.folders.insert(name, files.clone());
    }
    Ok(files)
}

/// A digest of the path without links, and the name at its end; `None` if there is no such file.
pub(crate) fn identity(path: &Path) -> Option<(String, String)> {
    let given = path.to_string_lossy().into_owned();
    if are_carried() {
        return inputs().places.identities.get(&given).cloned();
    }
    let whole = fs::canonicalize(path).ok()?;
    let name = whole.file_name().unwrap_or_default().to_string_lossy().into_owned();
    // From the working folder, if it is in it: machines may see that folder at different places.
    let here = std::env::current_dir().and_then(fs::canonicalize).unwrap_or_default();
    let shared = whole.strip_prefix(&here).unwrap_or(&whole);
    let identity = (sha256(shared.as_os_str().as_encoded_bytes()), name);
    let mut inputs = inputs();
    if inputs.mode == InputMode::Remembered {
        inputs.places.identities.insert(given, identity.clone());
    }
    Some(identity)
}
