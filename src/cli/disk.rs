//! The disk: scenarios are read from it, results written to it, each file whole or not at all.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use staffcast::output::OutputFile;
use staffcast::scenario::{LoadError, Loader};

use super::staged::Staged;
use super::{Failure, interrupt};

/// Reads scenarios from disk.
pub(crate) struct Disk;

impl Loader for Disk {
    fn load(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        if Path::new(path).is_dir() {
            return Err(LoadError::Folder);
        }
        fs::read(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => LoadError::Missing,
            _ => LoadError::Other(error.to_string()),
        })
    }
}

/// The manifest, which vouches for the other files of a folder.
const MANIFEST: &str = "manifest.json";

/// Writes a run's files into `folder`. Until all of them are whole nothing changes there; then an old manifest goes first
/// and the new one comes last, so that a folder with a manifest is complete.
pub(crate) fn write_all(folder: &Path, files: &[OutputFile]) -> Result<(), Failure> {
    let _new = NewFolders::down_to(folder);
    fs::create_dir_all(folder).map_err(|error| cannot_write(folder, &error))?;
    let unchanged = |file: &OutputFile| fs::read(folder.join(&file.name)).is_ok_and(|old| old == file.bytes);
    if files.iter().all(unchanged) {
        return Ok(());
    }
    let stage = |file: &OutputFile| {
        interrupt::check()?;
        let path = folder.join(&file.name);
        Staged::new(&path, &file.bytes).map_err(|error| cannot_write(&path, &error))
    };
    let staged: Vec<Staged> = files.iter().map(stage).collect::<Result<_, _>>()?;
    interrupt::check()?;
    replace(folder, files, staged)
}

/// Files that are whole take the places of older ones. It takes no time, and nothing stops it.
fn replace(folder: &Path, files: &[OutputFile], staged: Vec<Staged>) -> Result<(), Failure> {
    let manifest = folder.join(MANIFEST);
    let stale = stale(&manifest, files);
    match fs::remove_file(&manifest) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(cannot_write(&manifest, &error)),
        _ => {}
    }
    for name in stale {
        let _ = fs::remove_file(folder.join(name));
    }
    for file in staged {
        let path = file.path().to_owned();
        file.take_place().map_err(|error| cannot_write(&path, &error))?;
    }
    Ok(())
}

pub(crate) fn cannot_write(path: &Path, error: &io::Error) -> Failure {
    Failure::Failed(format!("error: cannot write `{}`: {error}", path.display()))
}

/// Folders that are not there yet, the innermost first. Those that are empty when it is dropped go again.
struct NewFolders(Vec<PathBuf>);

impl NewFolders {
    fn down_to(folder: &Path) -> Self {
        let is_new = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
        Self(folder.ancestors().take_while(is_new).map(Path::to_owned).collect())
    }
}

impl Drop for NewFolders {
    fn drop(&mut self) {
        // A folder with something in it is not removed.
        self.0.iter().for_each(|folder| drop(fs::remove_dir(folder)));
    }
}

/// The files that an old manifest vouches for and that are not written anew: they are of another run.
fn stale(manifest: &Path, files: &[OutputFile]) -> Vec<String> {
    let old = fs::read(manifest).ok().and_then(|bytes| serde_json::from_slice::<serde_json::Value>(&bytes).ok());
    let outputs = old.as_ref().and_then(|old| old["outputs"].as_array());
    let names = outputs.into_iter().flatten().filter_map(|output| output["name"].as_str());
    let is_plain = |name: &&str| Path::new(name).file_name().is_some_and(|file| file == *name);
    let written = |name: &&str| files.iter().any(|file| file.name == *name);
    names.filter(|name| is_plain(name) && !written(name)).map(str::to_owned).collect()
}

/// Writes a file under another name and then renames it, so that nobody ever sees half of it.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    Staged::new(path, bytes)?.take_place()
}

/// Writes a file that must not be there yet. Its name is taken first, so that no file of that name is ever replaced.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::File::create_new(path)?;
    let written = write_whole(path, bytes);
    if written.is_err() {
        let _ = fs::remove_file(path);
    }
    written
}

/// People leave the ending out.
pub(crate) fn has_its_ending(path: &Path) -> Result<(), Failure> {
    let whole = PathBuf::from(format!("{}.toml", path.display()));
    if path.exists() || !whole.is_file() {
        return Ok(());
    }
    let (path, whole) = (path.display(), whole.display());
    Err(Failure::Wrong(format!("error: there is no file `{path}`; did you mean `{whole}`?")))
}

/// The scenario files that were asked for: files as they are, folders as the `.toml` files in them, by name.
pub(crate) fn scenario_files(asked: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in asked {
        if !path.is_dir() {
            has_its_ending(path)?;
            files.push(path.clone());
            continue;
        }
        let entries = fs::read_dir(path)
            .map_err(|error| Failure::Wrong(format!("error: cannot read the folder `{}`: {error}", path.display())))?;
        let mut inside: Vec<PathBuf> = entries
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .filter(|path| path.is_file() && path.extension().is_some_and(|extension| extension == "toml"))
            .collect();
        inside.sort();
        if inside.is_empty() {
            return Err(Failure::Wrong(format!("error: the folder `{}` holds no .toml file", path.display())));
        }
        files.append(&mut inside);
    }
    Ok(files)
}

/// Results and tables name a scenario for its file, so two files of one name could not be told apart.
pub(crate) fn distinct_names(files: &[PathBuf]) -> Result<(), Failure> {
    let mut seen = BTreeSet::new();
    // Some file systems tell no capitals from small letters.
    let folder = |file: &PathBuf| file.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    match files.iter().find(|file| !seen.insert(folder(file))) {
        None => Ok(()),
        Some(file) => Err(Failure::Wrong(format!(
            "error: two scenarios are named `{}`, and their results would lie in one folder; rename one or run them apart",
            file.file_stem().unwrap_or_default().to_string_lossy()
        ))),
    }
}
