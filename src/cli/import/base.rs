//! The scenario that an overlay extends.

use std::path::{Component, Path, PathBuf};

use super::wrong;
use crate::cli::Failure;
use crate::cli::disk::{self, Disk};
use crate::cli::new::as_argument;
use crate::scenario::{Scenario, ScenarioErrors};

/// Reads the scenario at a path; blanks in it are no matter.
pub(super) fn read_base(path: &Path) -> Result<Scenario, Failure> {
    disk::is_there(path)?;
    let disk = Disk { scenario: disk::path_text(path)? };
    match Scenario::load(&disk.scenario, &disk) {
        Ok(scenario) => Ok(scenario),
        Err(errors) => {
            let ScenarioErrors { draft, .. } = *errors;
            let file = as_argument(path);
            draft.map(|draft| *draft).ok_or_else(|| {
                wrong(format!(
                    "`{}` cannot be extended, because it has errors: `staffcast check {file}` lists them",
                    path.display()
                ))
            })
        }
    }
}

/// The path of a file from the folder of another, as a scenario states it.
pub(super) fn path_from(other: &Path, file: &Path) -> Result<String, Failure> {
    let absolute = |path: &Path| {
        std::path::absolute(path).map_err(|error| wrong(format!("cannot find `{}`: {error}", path.display())))
    };
    let (folder, file) = (absolute(other)?, absolute(file)?);
    let folder = folder.parent().unwrap_or(&folder);
    let [from, to]: [Vec<Component<'_>>; 2] = [folder, &file].map(|path| path.components().collect());
    let common = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
    if common == 0 {
        return disk::path_text(&file);
    }
    let up = from[common..].iter().map(|_| Component::ParentDir);
    let path: PathBuf = up.chain(to[common..].iter().copied()).collect();
    disk::path_text(&path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_is_named_from_the_folder_of_the_overlay() {
        let of = |other: &str, file: &str| path_from(Path::new(other), Path::new(file)).ok();
        assert_eq!(of("made.toml", "county.toml").as_deref(), Some("county.toml"));
        assert_eq!(of("plans/made.toml", "county.toml").as_deref(), Some("../county.toml"));
        assert_eq!(of("made.toml", "scenarios/county.toml").as_deref(), Some("scenarios/county.toml"));
        assert_eq!(of("a/b/made.toml", "a/c/county.toml").as_deref(), Some("../c/county.toml"));
    }
}
