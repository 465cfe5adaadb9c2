//! File access: finds and reads scenarios.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, FileType};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::scenario::{LoadError, Loader};

use super::{Failure, inputs, interrupt};

/// Maximum size of an input file: 64 MB. A scenario with a thousand teams is less than 1 MB.
const MAX_BYTES: u64 = 64_000_000;

/// Contents read from pipes. A pipe can be read only once, but stress tests read each plan again for every overlay.
static PIPES: Mutex<BTreeMap<String, Vec<u8>>> = Mutex::new(BTreeMap::new());

/// Reads a scenario and the files it refers to.
pub(crate) struct Disk {
    /// The scenario's own path as given on the command line: only this may be a pipe.
    pub scenario: String,
}

impl Loader for Disk {
    fn load(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        inputs::file(path, || self.read(path))?.ok_or(LoadError::Missing)
    }
}

impl Disk {
    fn read(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        let other = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => LoadError::Missing,
            _ => LoadError::Other(error.to_string()),
        };
        let kind = fs::metadata(path).map_err(other)?.file_type();
        if kind.is_dir() {
            Err(LoadError::Folder)
        } else if kind.is_file() {
            // The file may have been replaced since its metadata was read.
            let file = File::open(path).map_err(other)?;
            let kind = file.metadata().map_err(other)?.file_type();
            if kind.is_file() { read(file) } else { Err(LoadError::Other(not_a_file(kind))) }
        } else if is_pipe(kind) && path == self.scenario {
            interrupt::while_waiting(|| read_pipe(path))
        } else {
            Err(LoadError::Other(not_a_file(kind)))
        }
    }
}

fn read(file: File) -> Result<Vec<u8>, LoadError> {
    let mut bytes = Vec::new();
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| LoadError::Other(error.to_string()))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(LoadError::Other("it is larger than the limit of 64 MB".into()));
    }
    Ok(bytes)
}

fn read_pipe(path: &str) -> Result<Vec<u8>, LoadError> {
    let pipes = || PIPES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(bytes) = pipes().get(path) {
        return Ok(bytes.clone());
    }
    let bytes = read(File::open(path).map_err(|error| LoadError::Other(error.to_string()))?)?;
    pipes().insert(path.to_owned(), bytes.clone());
    Ok(bytes)
}

/// The reason for refusing anything other than a regular file or a folder.
fn not_a_file(kind: FileType) -> String {
    if is_pipe(kind) {
        "it is a pipe; only a scenario named on the command line may be a pipe".into()
    } else {
        "it is a device or a socket; a regular file is required".into()
    }
}

#[cfg(unix)]
fn is_pipe(kind: FileType) -> bool {
    std::os::unix::fs::FileTypeExt::is_fifo(&kind)
}

#[cfg(not(unix))]
fn is_pipe(_: FileType) -> bool {
    false
}

/// A path in the form used in scenarios, with `/` as the separator.
pub(crate) fn path_text(path: &Path) -> Result<String, Failure> {
    match path.to_str() {
        Some(text) if cfg!(windows) => Ok(text.replace('\\', "/")),
        Some(text) => Ok(text.to_owned()),
        None => Err(Failure::Wrong(format!(
            "error: the name \"{}\" is not valid UTF-8, and results are named after their scenario; rename it",
            path.as_os_str().as_encoded_bytes().escape_ascii()
        ))),
    }
}

pub(crate) fn cannot_write(path: &Path, error: &io::Error) -> Failure {
    Failure::Failed(format!("error: cannot write `{}`: {error}", path.display()))
}

/// Refuses a missing scenario file if a likely intended one exists: people omit the extension or get the case wrong.
pub(crate) fn is_there(path: &Path) -> Result<(), Failure> {
    if inputs::are_carried() || fs::symlink_metadata(path).is_ok() {
        return Ok(());
    }
    let whole = PathBuf::from(format!("{}.toml", path.display()));
    let meant = if whole.is_file() { Some(whole) } else { similar(path) };
    let Some(meant) = meant else { return Ok(()) };
    Err(Failure::Wrong(format!("error: there is no file `{}`; did you mean `{}`?", path.display(), meant.display())))
}

/// The scenario file in the same folder whose name is most similar to that of `path`.
fn similar(path: &Path) -> Option<PathBuf> {
    let asked = path.file_name()?.to_str()?.to_lowercase();
    let folder = path.parent()?;
    let entries = fs::read_dir(if folder.as_os_str().is_empty() { Path::new(".") } else { folder }).ok()?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let ending = |name: &str| Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
    let asked_stem = asked.strip_suffix(".toml").unwrap_or(&asked);
    let near = names.filter(|name| ending(name)).filter_map(|name| {
        let lower = name.to_lowercase();
        let stem = lower.strip_suffix(".toml").unwrap_or(&lower);
        let slips = strsim::damerau_levenshtein(asked_stem, stem);
        (slips <= (stem.len().max(asked_stem.len()) / 4).min(3)).then_some((slips, name))
    });
    near.min().map(|(_, name)| folder.join(name))
}

/// Expands the given paths: files as they are, folders to the `.toml` files in them, sorted by name.
pub(crate) fn scenario_files(asked: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in asked {
        if inputs::is_folder(path) {
            let inside = inputs::folder(path, || scenarios_in(path))?;
            files.extend(inside.into_iter().map(PathBuf::from));
        } else {
            is_there(path)?;
            files.push(path.clone());
        }
    }
    Ok(files)
}

/// The paths of the `.toml` files in a folder, sorted by name.
fn scenarios_in(folder: &Path) -> Result<Vec<String>, Failure> {
    let unreadable =
        |path: &Path, why: &str| Failure::Wrong(format!("error: cannot read the folder `{}`: {why}", path.display()));
    let entries = fs::read_dir(folder).map_err(|error| unreadable(folder, &error.to_string()))?;
    let mut inside: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| !path.is_dir() && path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    inside.sort();
    if inside.is_empty() {
        return Err(Failure::Wrong(format!("error: the folder `{}` contains no .toml files", folder.display())));
    }
    for file in &inside {
        // A pipe found in a folder was not named on the command line.
        if let Some(kind) = fs::metadata(file).ok().map(|found| found.file_type()).filter(|kind| !kind.is_file()) {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            return Err(unreadable(folder, &format!("`{name}`: {}", not_a_file(kind))));
        }
    }
    inside.iter().map(|path| path_text(path)).collect()
}

/// Requires distinct file names: results and tables identify a scenario by its file name.
pub(crate) fn distinct_names<'a>(files: impl IntoIterator<Item = &'a PathBuf>, what: &str) -> Result<(), Failure> {
    let mut seen = BTreeSet::new();
    // Some file systems are case-insensitive.
    let name = |file: &PathBuf| file.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    match files.into_iter().find(|file| !seen.insert(name(file))) {
        None => Ok(()),
        Some(file) => Err(Failure::Wrong(format!(
            "error: two scenarios are named `{}`, and {what}",
            file.file_stem().unwrap_or_default().to_string_lossy()
        ))),
    }
}

/// Whether two paths refer to the same file.
pub(crate) fn is_same_file(one: &Path, other: &Path) -> bool {
    inputs::identity(one).is_some_and(|one| inputs::identity(other).is_some_and(|other| one == other))
}

/// The path of an existing file as seen from a folder, which may not exist yet; absolute if there is no way between them.
pub(crate) fn relative(folder: &Path, file: &Path) -> PathBuf {
    let Ok(target) = fs::canonicalize(file) else { return file.to_owned() };
    let Some(from) = canonical_folder(folder) else { return target };
    let (from, to): (Vec<_>, Vec<_>) = (from.components().collect(), target.components().collect());
    let shared = from.iter().zip(&to).take_while(|(one, two)| one == two).count();
    if shared == 0 {
        return target;
    }
    let up = std::iter::repeat_n(Path::new(".."), from.len() - shared);
    let down = to[shared..].iter().map(|part| Path::new(part.as_os_str()));
    up.chain(down).collect()
}

/// The canonical path of a folder of which the last parts may not exist yet.
fn canonical_folder(folder: &Path) -> Option<PathBuf> {
    let folder = std::path::absolute(folder).ok()?;
    let existing = folder.ancestors().find(|one| one.exists())?;
    let rest = folder.strip_prefix(existing).ok()?;
    Some(fs::canonicalize(existing).ok()?.join(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_larger_than_64_mb_is_refused_even_if_sparse() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("sparse.toml");
        let length = |bytes: u64| File::create(&path).unwrap().set_len(bytes).unwrap();
        let disk = Disk { scenario: String::new() };
        let load = || disk.load(path.to_str().unwrap()).map(|bytes| bytes.len() as u64);
        length(3_000_000_000);
        let Err(LoadError::Other(said)) = load() else { panic!("the file was read") };
        assert!(said.contains("64 MB"), "{said}");
        length(MAX_BYTES);
        assert_eq!(load(), Ok(MAX_BYTES));
    }
}
