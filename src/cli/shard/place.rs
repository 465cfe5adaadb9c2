//! Which shard of how many: `--shard 3/20`, or `--shard auto/20` under a scheduler.

use super::super::Failure;

/// Maximum number of shards.
const MOST: u64 = 100_000;

/// What `--shard` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ShardChoice {
    /// From 1; `None` if the scheduler says it.
    index: Option<u64>,
    of: u64,
}

/// A shard: its number from 1, and the number of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ShardPlace {
    pub index: u64,
    pub of: u64,
}

impl ShardPlace {
    /// The name of its folder.
    pub(crate) fn folder(self) -> String {
        format!("shard-{}-of-{}", self.index, self.of)
    }

    /// The shard with a folder of this name; `None` if it is not the name of one.
    pub(crate) fn of_folder(name: &str) -> Option<Self> {
        let (index, of) = name.strip_prefix("shard-")?.split_once("-of-")?;
        let place = Self { index: index.parse().ok()?, of: of.parse().ok()? };
        (place.folder() == name && (1..=place.of).contains(&place.index) && place.of <= MOST).then_some(place)
    }
}

/// Parses `3/20` or `auto/20`.
pub(crate) fn shard(text: &str) -> Result<ShardChoice, String> {
    let expected = || format!("expected a shard and the number of shards, such as 3/20 or auto/20 (at most {MOST})");
    let (index, of) = text.split_once('/').ok_or_else(expected)?;
    let of = of.parse().ok().filter(|of| (1..=MOST).contains(of)).ok_or_else(expected)?;
    if index == "auto" {
        return Ok(ShardChoice { index: None, of });
    }
    let index: u64 = index.parse().map_err(|_| expected())?;
    if (1..=of).contains(&index) {
        Ok(ShardChoice { index: Some(index), of })
    } else {
        Err(format!("shards are numbered from 1 to {of}, the number of shards"))
    }
}

/// How a scheduler numbers the tasks of an array.
struct Scheduler {
    /// The variable with the number of a task.
    variable: &'static str,
    numbering: Numbering,
}

enum Numbering {
    /// From 0.
    FromZero,
    /// As whoever submits it likes; from 1 if nothing else is known.
    Chosen,
    /// The same, and these variables have the least and the greatest number. Only of an array of all shards do they say from where it counts: one of
    /// the missing shards has their own numbers.
    Known { least: &'static str, greatest: &'static str },
}

const SCHEDULERS: [Scheduler; 6] = [
    Scheduler {
        variable: "SLURM_ARRAY_TASK_ID",
        numbering: Numbering::Known { least: "SLURM_ARRAY_TASK_MIN", greatest: "SLURM_ARRAY_TASK_MAX" },
    },
    Scheduler { variable: "AWS_BATCH_JOB_ARRAY_INDEX", numbering: Numbering::FromZero },
    Scheduler { variable: "JOB_COMPLETION_INDEX", numbering: Numbering::FromZero },
    Scheduler { variable: "PBS_ARRAY_INDEX", numbering: Numbering::Chosen },
    Scheduler { variable: "PBS_ARRAYID", numbering: Numbering::Chosen },
    Scheduler {
        variable: "SGE_TASK_ID",
        numbering: Numbering::Known { least: "SGE_TASK_FIRST", greatest: "SGE_TASK_LAST" },
    },
];

impl ShardChoice {
    /// The shard: as given, or as the scheduler says.
    pub(crate) fn place(self) -> Result<ShardPlace, Failure> {
        let found = match self.index {
            Some(index) => Ok(index),
            None => index_of_task(self.of, |name| std::env::var(name).ok()),
        };
        found.map(|index| ShardPlace { index, of: self.of }).map_err(Failure::Wrong)
    }
}

/// The shard, of `of`, that the environment variables of a scheduler say, from 1.
fn index_of_task(of: u64, variable: impl Fn(&str) -> Option<String>) -> Result<u64, String> {
    let set = SCHEDULERS.iter().filter_map(|scheduler| Some((scheduler, variable(scheduler.variable)?)));
    let mut found: Option<(&str, u64)> = None;
    for (scheduler, text) in set {
        let index = scheduler.index(&text, of, &variable)?;
        match found {
            Some((name, other)) if other != index => {
                return Err(format!(
                    "error: `--shard auto`: {name} says shard {other} and {} says shard {index}; give the number, as in `--shard {index}/{of}`",
                    scheduler.variable
                ));
            }
            _ => found = Some((scheduler.variable, index)),
        }
    }
    found.map(|(_, index)| index).ok_or_else(|| {
        let names: Vec<&str> = SCHEDULERS.iter().map(|scheduler| scheduler.variable).collect();
        format!(
            "error: `--shard auto` needs the number of an array task, and none of these variables is set: {}\n  submit the command as an \
             array of {of} tasks, or give the number, as in `--shard 1/{of}`",
            names.join(", ")
        )
    })
}

impl Scheduler {
    /// The shard that a task number says, from 1.
    fn index(&self, text: &str, of: u64, variable: &impl Fn(&str) -> Option<String>) -> Result<u64, String> {
        let name = self.variable;
        let number: u64 = text.trim().parse().map_err(|_| {
            format!(
                "error: `--shard auto`: {name} is `{text}` and not the number of an array task; submit the command as an array of {of} tasks"
            )
        })?;
        let bound = |name: &str| variable(name)?.trim().parse::<u64>().ok();
        let first = match self.numbering {
            Numbering::FromZero => 0,
            Numbering::Chosen => 1,
            Numbering::Known { least, greatest } => {
                let all = bound(least).zip(bound(greatest));
                all.filter(|(least, greatest)| greatest.checked_sub(*least) == Some(of - 1))
                    .map_or(1, |(least, _)| least)
            }
        };
        let index = number.checked_sub(first).filter(|before| *before < of).map(|before| before + 1);
        index.ok_or_else(|| {
            format!(
                "error: `--shard auto/{of}`: {name} is {number}, and tasks are numbered from {first} to {}; submit an array of {of} tasks",
                first + of - 1
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn auto(of: u64, variables: &[(&str, &str)]) -> Result<u64, String> {
        index_of_task(of, |name| variables.iter().find(|(one, _)| *one == name).map(|(_, text)| (*text).to_owned()))
    }

    #[test]
    fn a_shard_is_its_number_and_that_of_all() {
        assert_eq!(shard("3/20"), Ok(ShardChoice { index: Some(3), of: 20 }));
        assert_eq!(shard("auto/20"), Ok(ShardChoice { index: None, of: 20 }));
        for wrong in ["0/20", "21/20", "3", "3/", "/20", "auto", "auto/0", "-1/2", "1/100001", "1/2/3", "x/2", "1.5/2"]
        {
            assert!(shard(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_folder_has_the_number_of_its_shard() {
        assert_eq!(ShardPlace::of_folder("shard-3-of-20"), Some(ShardPlace { index: 3, of: 20 }));
        for other in ["shard-0-of-20", "shard-21-of-20", "shard-03-of-20", "shard-3", "shard-3-of-", "compare-a"] {
            assert_eq!(ShardPlace::of_folder(other), None, "{other}");
        }
    }

    #[test]
    fn the_number_of_a_task_is_corrected_for_its_base() {
        let slurm = |id: &'static str, least, greatest| {
            [("SLURM_ARRAY_TASK_ID", id), ("SLURM_ARRAY_TASK_MIN", least), ("SLURM_ARRAY_TASK_MAX", greatest)]
        };
        assert_eq!(auto(20, &slurm("1", "1", "20")), Ok(1));
        assert_eq!(auto(20, &slurm("0", "0", "19")), Ok(1));
        assert_eq!(auto(20, &slurm("19", "0", "19")), Ok(20));
        assert_eq!(auto(20, &slurm("7", "3", "9")), Ok(7), "an array of those that were missing");
        assert_eq!(auto(20, &[("AWS_BATCH_JOB_ARRAY_INDEX", "19")]), Ok(20));
        assert_eq!(auto(20, &[("JOB_COMPLETION_INDEX", "0")]), Ok(1));
        assert_eq!(auto(20, &[("PBS_ARRAY_INDEX", "20")]), Ok(20));
        assert_eq!(auto(20, &[("PBS_ARRAYID", "1")]), Ok(1));
        assert_eq!(auto(20, &[("SGE_TASK_ID", "20"), ("SGE_TASK_FIRST", "1"), ("SGE_TASK_LAST", "20")]), Ok(20));
        assert_eq!(auto(20, &[("SGE_TASK_ID", "5"), ("SGE_TASK_FIRST", "5"), ("SGE_TASK_LAST", "9")]), Ok(5));
    }

    #[test]
    fn what_is_not_the_number_of_a_task_is_refused() {
        for (of, variables) in [
            (20, vec![("SGE_TASK_ID", "undefined")]),
            (20, vec![("SLURM_ARRAY_TASK_ID", "21"), ("SLURM_ARRAY_TASK_MIN", "1"), ("SLURM_ARRAY_TASK_MAX", "21")]),
            (20, vec![("SLURM_ARRAY_TASK_ID", "0")]),
            (20, vec![("AWS_BATCH_JOB_ARRAY_INDEX", "20")]),
            (20, vec![("JOB_COMPLETION_INDEX", "-1")]),
            (20, vec![("PBS_ARRAY_INDEX", "0")]),
            (20, vec![("JOB_COMPLETION_INDEX", "3"), ("PBS_ARRAY_INDEX", "3")]),
            (20, vec![("PBS_ARRAY_INDEX", "")]),
            (20, vec![]),
        ] {
            assert!(auto(of, &variables).is_err(), "{variables:?}");
        }
        assert_eq!(auto(20, &[("JOB_COMPLETION_INDEX", "3"), ("PBS_ARRAY_INDEX", "4")]), Ok(4), "both say the same");
    }
}
