//! A scenario: the tasks, the clock, the settings and the faults that a simulator starts with.

mod file;
mod position;

use std::fmt;
use std::path::Path;
use std::sync::LazyLock;

use crate::engine::{Course, Moment, Settings, Task, World};
use crate::fault::FaultRule;
use crate::hint::with_hint;

/// The state that a simulator starts with.
///
/// It is read from TOML; a key that is not known is refused, with the known key that is nearest to
/// it.
///
/// ```
/// # use oms_sim::Scenario;
/// let scenario = Scenario::parse(r#"
///     now = "2025-03-19T07:23:20Z"
///
///     [tickets]
///     after = "30s"
///
///     [[task]]
///     id = "np_mine"
///     forward.position = "2025-03-19T06:18:38Z"
///     reverse.behind = "10m"
///
///     [[fault]]
///     strike = "commit-and-lose-reply"
///     nth = [2]
/// "#)?;
/// let error = Scenario::parse("nwo = 0").unwrap_err();
/// assert!(error.to_string().contains("did you mean `now`?"));
/// # Ok::<(), oms_sim::InvalidScenario>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    pub(crate) now: Moment,
    pub(crate) seed: u64,
    pub(crate) settings: Settings,
    pub(crate) course: Course,
    pub(crate) tasks: Vec<Task>,
    pub(crate) faults: Vec<FaultRule>,
}

/// The reason why a scenario cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidScenario(String);

/// The scenario that is built in, as text.
const BUILT_IN: &str = include_str!("built_in.toml");

impl Scenario {
    /// Reads a scenario.
    ///
    /// # Errors
    ///
    /// The text is not TOML, or has an unknown key or an impossible value.
    pub fn parse(text: &str) -> Result<Self, InvalidScenario> {
        let file: file::File = toml::from_str(text)
            .map_err(|error| InvalidScenario(with_hint(error.to_string().trim_end())))?;
        file.scenario().map_err(InvalidScenario)
    }

    /// Reads a scenario from a file.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or as [`parse`](Self::parse) says. The message begins with the
    /// path.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, InvalidScenario> {
        let path = path.as_ref();
        let named =
            |problem: &dyn fmt::Display| InvalidScenario(format!("{}: {problem}", path.display()));
        let text = std::fs::read_to_string(path).map_err(|error| named(&error))?;
        Self::parse(&text).map_err(|error| named(&error))
    }

    /// The scenario that is built in: five tasks, of which the first has both directions and runs.
    #[must_use]
    pub fn built_in() -> Self {
        // A test reads the text; an empty scenario in its place would be seen at the first call.
        static READ: LazyLock<Scenario> =
            LazyLock::new(|| Scenario::parse(BUILT_IN).unwrap_or_else(|_| Scenario::empty()));
        READ.clone()
    }

    /// The scenario that is built in, as the text that it is read from.
    #[must_use]
    pub const fn built_in_text() -> &'static str {
        BUILT_IN
    }

    /// A scenario without tasks.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            now: Moment::from_seconds(file::NOW),
            seed: 0,
            settings: Settings::default(),
            course: Course::default(),
            tasks: Vec::new(),
            faults: Vec::new(),
        }
    }

    /// The world that it describes.
    pub(crate) fn world(&self) -> World {
        let mut world = World::new(self.now, self.seed);
        *world.settings_mut() = self.settings.clone();
        world.set_course(self.course.clone());
        for task in &self.tasks {
            world.insert(task.clone());
        }
        world
    }
}

impl fmt::Display for InvalidScenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InvalidScenario {}

#[cfg(test)]
mod tests;
