//! Results folders: files are replaced together, and files added or changed by the user are kept.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::content::Document;
use crate::content::overview::Overview;
use crate::render::{self, OptionalFiles, OutputFile, RenderError};

use super::arguments::{CommonArguments, OutputArguments, OverlayArguments};
use super::disk::{cannot_write, path_text};
use super::lock::FolderLock;
use super::previous_results::{PreviousResults, ResultKind, is_file};
use super::run::{failed, wrote};
use super::staged_file::{self, StagedFile};
use super::{Failure, interrupt, print, terminal, warn};

/// The manifest, which lists the other files of the folder with their digests.
pub(super) const MANIFEST: &str = "manifest.json";
/// Maximum length of a scenario name in bytes: file systems allow 255, and the names of results add to it.
const LONGEST_NAME: usize = 200;

/// The destination of a set of results.
pub(crate) struct Results {
    folder: PathBuf,
    kind: ResultKind,
}

impl Results {
    /// The folder within `out` for the results of scenario `file` with `overlays`. Conflicts with existing results are reported here,
    /// before a run that may take long.
    pub(crate) fn of(
        kind: ResultKind,
        (file, overlays): (&Path, &OverlayArguments),
        out: &Path,
    ) -> Result<Self, Failure> {
        let name = result_name(file, overlays)?;
        let folder = out.join(match kind {
            ResultKind::Run | ResultKind::Dataset => name,
            ResultKind::Comparison => format!("compare-{name}"),
            ResultKind::Trace => format!("trace-{name}"),
            ResultKind::Backtest => format!("backtest-{name}"),
            ResultKind::Sweep => format!("sweep-{name}"),
            ResultKind::Solve => format!("solve-{name}"),
            ResultKind::Drivers => format!("drivers-{name}"),
        });
        Self::in_folder(kind, folder)
    }

    /// Results in `folder` itself. Conflicts with existing results are reported here.
    pub(crate) fn in_folder(kind: ResultKind, folder: PathBuf) -> Result<Self, Failure> {
        let results = Self { folder, kind };
        results.refuse_another_kind(&results.former())?;
        Ok(results)
    }

    /// The folder for the results of a run of scenario `file`.
    pub(crate) fn of_run(file: &Path, how: &CommonArguments) -> Result<Self, Failure> {
        Self::of(ResultKind::Run, (file, &how.overlays), how.output.folder())
    }

    /// Reports a folder that cannot be written, before a run that may take long. Leaves nothing behind.
    pub(crate) fn check_folder(&self) -> Result<(), Failure> {
        let _new = NewFolders::down_to(&self.folder);
        fs::create_dir_all(&self.folder).map_err(|error| cannot_write(&self.folder, &error))?;
        let file = StagedFile::new(&self.path(MANIFEST), &[]);
        file.map(drop).map_err(|error| cannot_write(&self.folder, &error))
    }

    /// The folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder's name, also used for the workbook.
    pub(crate) fn name(&self) -> String {
        self.folder.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Writes all files of a run. Nothing in the folder changes until every new file is complete; then the old manifest
    /// is removed first and the new one is written last, so that a folder with a manifest is complete.
    pub(crate) fn write(&self, files: &[OutputFile]) -> Result<(), Failure> {
        let _new = NewFolders::down_to(&self.folder);
        fs::create_dir_all(&self.folder).map_err(|error| cannot_write(&self.folder, &error))?;
        let lock = FolderLock::take(&self.folder)?;
        let mut former = self.former();
        self.refuse_another_kind(&former)?;
        self.refuse_folders(files)?;
        // A process killed while replacing files leaves its manifests behind as temporary files.
        let leftovers = if lock.is_held() { staged_file::leftovers(&self.folder) } else { Vec::new() };
        let (manifests, others): (Vec<PathBuf>, Vec<PathBuf>) =
            leftovers.into_iter().partition(|path| is_manifest(path));
        remove_all(&others);
        if !files.iter().all(|file| self.has(file)) {
            for left in manifests.iter().map(|path| PreviousResults::read(path)).filter(|left| left.kind.is_some()) {
                former.kind = former.kind.or_else(|| (!self.path(MANIFEST).exists()).then_some(self.kind));
                former.outputs.extend(left.outputs);
            }
            let stage = |file: &OutputFile| {
                interrupt::check()?;
                let path = self.path(&file.name);
                StagedFile::new(&path, &file.bytes).map_err(|error| cannot_write(&path, &error))
            };
            let staged: Vec<StagedFile> = files.iter().map(stage).collect::<Result<_, _>>()?;
            interrupt::check()?;
            self.replace(&former, files, staged)?;
        }
        remove_all(&manifests);
        Ok(())
    }

    /// Moves complete files into place over older ones. This takes next to no time and cannot be interrupted.
    fn replace(&self, former: &PreviousResults, files: &[OutputFile], staged: Vec<StagedFile>) -> Result<(), Failure> {
        let manifest = self.path(MANIFEST);
        let is_mine = |file: &&OutputFile| match file.name.as_str() {
            MANIFEST => former.kind.is_some() && is_file(&manifest),
            _ => self.has(file) || former.wrote(&self.path(&file.name)),
        };
        let in_place = |file: &&OutputFile| fs::symlink_metadata(self.path(&file.name)).is_ok();
        let keep: Vec<&OutputFile> = files.iter().filter(in_place).filter(|file| !is_mine(file)).collect();
        let stale = former.outputs.iter().map(|(name, _)| name);
        let mut stale: Vec<&String> = stale.filter(|name| !files.iter().any(|file| file.name == **name)).collect();
        stale.dedup();
        let (remove, leave): (Vec<PathBuf>, Vec<PathBuf>) = stale
            .into_iter()
            .map(|name| self.path(name))
            .filter(|path| fs::symlink_metadata(path).is_ok())
            .partition(|path| former.wrote(path));
        let older = is_file(&manifest) && former.kind.is_some();
        // If this process is killed from here on, the next run finds the old manifest under this name.
        let aside = older.then(|| StagedFile::take_out(&manifest)).transpose();
        let aside = aside.map_err(|error| cannot_write(&manifest, &error))?;
        for file in keep {
            let path = self.path(&file.name);
            let name = keep_aside(&path).map_err(|error| cannot_write(&path, &error))?;
            let path = path.display();
            warn(&format!(
                "warning: `{path}` was not written by staffcast or has been changed since; it was kept as `{name}`"
            ));
        }
        for path in leave {
            let path = path.display();
            warn(&format!(
                "warning: `{path}` was not written by staffcast or has been changed since; it was left in place but is not part of these results"
            ));
        }
        remove_all(&remove);
        for file in staged {
            let path = file.path().to_owned();
            file.commit().map_err(|error| cannot_write(&path, &error))?;
        }
        drop(aside);
        Ok(())
    }

    /// Writes every file of a document, then prints its record, or the overview and the names of the files, or nothing: as `output` asks.
    pub(crate) fn publish(
        &self,
        document: &Document<'_>,
        optional: &OptionalFiles,
        output: &OutputArguments,
        overview: impl FnOnce() -> Overview,
    ) -> Result<(), Failure> {
        if output.execution.is_shard() {
            // The results of a part mean nothing by themselves.
            return Ok(());
        }
        let files = render::files(document, optional).map_err(failed)?;
        self.write(&files)?;
        print_results(output, || render::record_json(document), overview, &wrote(&self.folder, &files))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn former(&self) -> PreviousResults {
        PreviousResults::read(&self.path(MANIFEST))
    }

    /// Whether the file exists with exactly these bytes.
    fn has(&self, file: &OutputFile) -> bool {
        let path = self.path(&file.name);
        let found = fs::metadata(&path).is_ok_and(|found| found.is_file() && found.len() == file.bytes.len() as u64);
        found && fs::read(&path).is_ok_and(|old| old == file.bytes)
    }

    /// A folder holds the results of one command: those of another would replace some files and leave others behind.
    fn refuse_another_kind(&self, former: &PreviousResults) -> Result<(), Failure> {
        match former.kind {
            Some(kind) if kind != self.kind => Err(Failure::Failed(format!(
                "error: `{}` contains the results of {}, which {} cannot replace\n  choose another folder with `{}`{}, or remove the folder",
                self.folder.display(),
                kind.words(),
                self.kind.words(),
                if self.kind == ResultKind::Dataset { "--dataset" } else { "--out" },
                if self.kind == ResultKind::Dataset { "" } else { ", rename the scenario" }
            ))),
            _ => Ok(()),
        }
    }

    /// A file cannot replace a folder, so this is checked before any file is moved into place.
    fn refuse_folders(&self, files: &[OutputFile]) -> Result<(), Failure> {
        let is_folder = |path: &PathBuf| fs::symlink_metadata(path).is_ok_and(|found| found.is_dir());
        match files.iter().map(|file| self.path(&file.name)).find(is_folder) {
            None => Ok(()),
            Some(path) => Err(Failure::Failed(format!(
                "error: cannot write `{}`: a folder of that name exists; move or remove it",
                path.display()
            ))),
        }
    }
}

/// Prints the record of results, or the overview and what was written, or nothing: as `output` asks.
pub(crate) fn print_results(
    output: &OutputArguments,
    record: impl FnOnce() -> Result<String, RenderError>,
    overview: impl FnOnce() -> Overview,
    written: &str,
) -> Result<(), Failure> {
    if output.json {
        return print(&record().map_err(failed)?);
    }
    if output.quiet {
        return Ok(());
    }
    print(&format!("{}\n{written}\n", terminal::shown(&render::shown(&overview()))))
}

/// The name for results of a scenario with overlays.
pub(crate) fn result_name(file: &Path, overlays: &OverlayArguments) -> Result<String, Failure> {
    let mut names = vec![name_of(file)?];
    names.extend(overlay_names(overlays)?);
    let name = names.join("+");
    if name.len() > LONGEST_NAME {
        let message =
            "error: results are named after their scenario and overlays, and the names are too long; rename them";
        return Err(Failure::Wrong(message.to_owned()));
    }
    Ok(name)
}

/// The names of overlays in results.
pub(crate) fn overlay_names(overlays: &OverlayArguments) -> Result<Vec<String>, Failure> {
    overlays.with.iter().map(|overlay| name_of(overlay)).collect()
}

/// The name for results of a scenario file.
pub(crate) fn name_of(file: &Path) -> Result<String, Failure> {
    path_text(file)?;
    let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let refuse =
        |why: &str| Failure::Wrong(format!("error: results are named after their scenario, and {why}; rename it"));
    if name.chars().all(|letter| letter == '.') {
        return Err(refuse(&format!("`{}` has no name before its extension", file.display())));
    }
    if name.len() > LONGEST_NAME {
        let start: String = name.chars().take(40).collect();
        return Err(refuse(&format!(
            "the name `{start}...` is {} bytes long (at most {LONGEST_NAME} are allowed)",
            name.len()
        )));
    }
    Ok(name)
}

fn is_manifest(temporary: &Path) -> bool {
    temporary.file_name().and_then(|name| staged_file::place_of(name.to_str()?)) == Some(MANIFEST)
}

fn remove_all(files: &[PathBuf]) {
    for file in files {
        // A file that cannot be removed does no harm.
        let _ = fs::remove_file(file);
    }
}

/// Renames a file to an unused name in the same folder, such as `x (kept).xlsx`, and returns that name.
fn keep_aside(path: &Path) -> io::Result<String> {
    let [stem, ending] = [path.file_stem(), path.extension()].map(|part| part.unwrap_or_default().to_string_lossy());
    for number in 1..100 {
        let number = if number == 1 { String::new() } else { format!(" {number}") };
        let name = format!("{stem} (kept{number}).{ending}");
        let other = path.with_file_name(&name);
        if fs::symlink_metadata(&other).is_err() {
            return fs::rename(path, other).map(|()| name);
        }
    }
    Err(io::Error::new(io::ErrorKind::AlreadyExists, "it was changed, and 99 kept copies of it already exist"))
}

/// Atomically writes one file next to the results folders.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let folder = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder).map_err(|error| cannot_write(folder, &error))?;
    let lock = FolderLock::take(folder)?;
    if lock.is_held() {
        let name = path.file_name().and_then(|name| name.to_str());
        let is_its = |file: &PathBuf| file.file_name().and_then(|file| staged_file::place_of(file.to_str()?)) == name;
        remove_all(&staged_file::leftovers(folder).into_iter().filter(is_its).collect::<Vec<_>>());
    }
    StagedFile::new(path, bytes).and_then(StagedFile::commit).map_err(|error| cannot_write(path, &error))
}

/// Removes the temporary files that killed processes left in a folder, unless it does not exist.
pub(crate) fn remove_leftovers(folder: &Path) -> Result<(), Failure> {
    if folder.is_dir() && FolderLock::take(folder)?.is_held() {
        remove_all(&staged_file::leftovers(folder));
    }
    Ok(())
}

/// Folders that did not exist at the start, innermost first. Those still empty on drop are removed.
pub(crate) struct NewFolders(Vec<PathBuf>);

impl NewFolders {
    pub(crate) fn down_to(folder: &Path) -> Self {
        let is_new = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
        Self(folder.ancestors().take_while(is_new).map(Path::to_owned).collect())
    }
}

impl Drop for NewFolders {
    fn drop(&mut self) {
        // `remove_dir` fails on a folder that is not empty.
        self.0.iter().for_each(|folder| drop(fs::remove_dir(folder)));
    }
}
