//! The settings, each by the first source that has it: a flag, else a variable, else the profile,
//! else the default.
//!
//! Credentials are not settled here: they are looked for only once something is about to be sent.

use std::path::PathBuf;
use std::time::Duration;

use jiff::tz::TimeZone;
use oms_client::{Invalid, Shown};

use super::pick::{Picker, refused_variable};
use super::tls::{Identity, TlsFiles};
use super::{Config, JournalPlace, Profile, Setting, Source, file, place};
use crate::failure::{Failure, first_of};
use crate::session::{Address, Options, address};
use crate::surroundings::Surroundings;
use crate::terminal::Format;
use crate::time;

/// The kind of environment behind an endpoint, which decides how much is asked before a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Environment {
    /// Production: asks for more before it acts.
    Prod,
    /// A rehearsal of production.
    Staging,
    /// A test.
    Test,
    /// A developer's own.
    Dev,
}

impl Environment {
    const NAMES: [(&'static str, Self); 4] = [
        ("prod", Self::Prod),
        ("staging", Self::Staging),
        ("test", Self::Test),
        ("dev", Self::Dev),
    ];

    /// Returns the name in a configuration.
    pub(crate) fn as_str(self) -> &'static str {
        Self::NAMES
            .iter()
            .find(|(_, environment)| *environment == self)
            .map_or("", |(name, _)| name)
    }

    /// Reads a name. An unknown name is refused: taken for harmless, it would switch the guards of
    /// production off.
    fn read(text: &str) -> Result<Self, String> {
        Self::NAMES
            .iter()
            .find(|(name, _)| *name == text)
            .map(|(_, environment)| *environment)
            .ok_or_else(|| "write prod, staging, test or dev".to_owned())
    }
}

/// The time for which a request may still arrive after its answer was lost: gateways queue, and
/// networks send again.
const LATE_WINDOW: Duration = Duration::from_secs(300);

/// The longest time for a whole call.
const TIMEOUT: Duration = Duration::from_secs(60);

/// Everything that is settled before an action is looked at.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) profile: Option<Profile>,
    pub(crate) profile_source: Source,
    /// The names of all profiles, for a message.
    known_profiles: String,
    pub(crate) environment: Setting<Option<Environment>>,
    pub(crate) endpoint: Setting<Option<String>>,
    pub(crate) user: Setting<Option<String>>,
    pub(crate) tls: TlsFiles,
    pub(crate) proxy: Setting<Option<String>>,
    pub(crate) allow_plaintext: Setting<bool>,
    /// Set where the user says that nothing between here and the service answers in its place.
    pub(crate) assume_no_intermediary: Setting<bool>,
    pub(crate) timeout: Setting<Duration>,
    /// The time for which a request may still arrive after its answer was lost.
    pub(crate) late_window: Setting<Duration>,
    pub(crate) server_version: Setting<Option<String>>,
    pub(crate) client_request_id_header: Setting<Option<String>>,
    pub(crate) tz: Setting<Option<(String, TimeZone)>>,
    pub(crate) output: Setting<Format>,
    pub(crate) journal: Setting<Option<JournalPlace>>,
    /// The file with the password for a team's journal.
    pub(crate) journal_password_file: Setting<Option<PathBuf>>,
    /// A file with certificates to trust at a team's journal.
    pub(crate) journal_cacert: Setting<Option<PathBuf>>,
    /// The number of people that a write needs: with two, one plans and another one sends.
    pub(crate) approvals: Setting<u8>,
}

impl Settings {
    /// Settles everything that `options` and the surroundings say.
    pub(crate) fn resolve(
        options: &Options,
        surroundings: &Surroundings<'_>,
    ) -> Result<Self, Failure> {
        refuse_users(options)?;
        let settings = Self::gather(options, surroundings)?;
        refuse_unreadable_variable(surroundings)?;
        Ok(settings)
    }

    /// Returns whether the journal outlives the command. That of a simulator goes with it.
    pub(crate) fn keeps_journal(&self) -> bool {
        self.journal.source != Source::Flag("simulator")
    }

    fn gather(options: &Options, surroundings: &Surroundings<'_>) -> Result<Self, Failure> {
        let config = read_config(surroundings)?;
        let (profile, profile_source) = chosen_profile(options, surroundings, &config)?;
        let pick = Picker {
            surroundings,
            profile: profile.as_ref(),
        };
        Ok(Self {
            environment: pick.of_profile("environment", Environment::read)?,
            user: pick.text("user", options.credentials.user.clone(), "OMS_USER", "user")?,
            endpoint: pick.text(
                "endpoint",
                options.endpoint.clone(),
                "OMS_ENDPOINT",
                "endpoint",
            )?,
            tls: TlsFiles::pick(&options.tls, &pick)?,
            proxy: pick.text("proxy", options.proxy.clone(), "OMS_PROXY", "proxy")?,
            allow_plaintext: pick.flag(
                options.allow_plaintext,
                "allow-plaintext",
                "allow_plaintext",
            ),
            assume_no_intermediary: pick.assume_no_intermediary(options.assume_no_intermediary)?,
            timeout: pick
                .read(
                    "timeout",
                    options.timeout,
                    "OMS_TIMEOUT",
                    "timeout",
                    time::duration,
                )?
                .map(|timeout| timeout.unwrap_or(TIMEOUT)),
            late_window: pick
                .read("", None, "OMS_LATE_WINDOW", "late_window", time::duration)?
                .map(|window| window.unwrap_or(LATE_WINDOW)),
            server_version: pick.of_profile("server_version", |text| Ok(text.to_owned()))?,
            client_request_id_header: pick
                .of_profile("client_request_id_header", |text| Ok(text.to_owned()))?,
            tz: pick.read("tz", options.tz.clone(), "OMS_TZ", "tz", time::zone)?,
            output: pick
                .read(
                    "output",
                    options.output.format(),
                    "OMS_OUTPUT",
                    "output",
                    Format::read,
                )?
                .map(Option::unwrap_or_default),
            journal: pick.journal(options.journal.as_ref())?,
            journal_password_file: pick.path_of_profile("journal_password_file")?,
            journal_cacert: pick.path("", None, "OMS_JOURNAL_CACERT", "journal_cacert")?,
            approvals: pick.approvals()?,
            profile_source,
            known_profiles: names(&config),
            profile: profile.clone(),
        })
    }

    /// Returns the endpoint, which every call needs. If there are several profiles and none was
    /// chosen, none is guessed.
    pub(crate) fn endpoint(&self) -> Result<&str, Failure> {
        self.endpoint.value.as_deref().ok_or_else(|| {
            if self.profile.is_none() && !self.known_profiles.is_empty() {
                return Failure::usage(
                    "no profile was chosen, and none is the default",
                    format!("Give --profile, one of {}.", self.known_profiles),
                );
            }
            Failure::usage(
                "there is no endpoint",
                "Give --endpoint or --profile, or set OMS_ENDPOINT; --simulator needs none.",
            )
        })
    }

    /// Leaves the way to the service as the flags alone say it, as a profile that is made of them
    /// will. Returns the variables that said something else.
    pub(crate) fn keep_flags(&mut self) -> Vec<&'static str> {
        let mut left_out = Vec::new();
        for file in self.tls.each_mut() {
            keep_flag(file, None, &mut left_out);
        }
        keep_flag(&mut self.proxy, None, &mut left_out);
        keep_flag(&mut self.allow_plaintext, false, &mut left_out);
        keep_flag(&mut self.assume_no_intermediary, false, &mut left_out);
        keep_flag(&mut self.timeout, TIMEOUT, &mut left_out);
        keep_flag(&mut self.server_version, None, &mut left_out);
        keep_flag(&mut self.client_request_id_header, None, &mut left_out);
        left_out
    }

    /// Returns the refusal of an option by the client, which has a name of its own for it.
    pub(crate) fn refused(&self, invalid: Invalid) -> Failure {
        let [(_, cacert), (_, certificate), _] = self.tls.each();
        let source = match invalid.place() {
            "timeout" | "connect_timeout" => &self.timeout.source,
            "endpoint" => &self.endpoint.source,
            "proxy" => &self.proxy.source,
            "server_version" => &self.server_version.source,
            "client_request_id" => &self.client_request_id_header.source,
            "ca_certificate" => &cacert.source,
            "client_certificate" => &certificate.source,
            _ => &Source::Default,
        };
        let problem = Shown(invalid.message()).to_string();
        match self.blamed(source, &problem) {
            Some(message) => Failure::from(invalid).saying(message),
            None => invalid.into(),
        }
    }

    /// Returns the failure of a value of this source, with the name of the profile, the key and the
    /// file or with that of the variable.
    pub(crate) fn blaming(&self, source: &Source, failure: Failure) -> Failure {
        match self.blamed(source, &failure.message) {
            Some(message) => failure.saying(message),
            None => failure,
        }
    }

    fn blamed(&self, source: &Source, problem: &str) -> Option<String> {
        match source {
            Source::Profile(_, key) => {
                let profile = self.profile.as_ref()?;
                Some(profile.refused(key, problem).message)
            }
            Source::Variable(name) => Some(refused_variable(name, problem).message),
            Source::Flag(_) | Source::Default => None,
        }
    }

    /// Returns the name of the profile, if one was chosen.
    pub(crate) fn profile_name(&self) -> Option<&str> {
        self.profile.as_ref().map(|profile| profile.name.as_str())
    }

    /// Returns the text of a key of the profile, if one was chosen that has it.
    pub(crate) fn of_profile(&self, key: &'static str) -> Option<&str> {
        self.profile.as_ref()?.text(key)
    }

    /// Returns whether the endpoint is one of production.
    pub(crate) fn is_production(&self) -> bool {
        self.environment.value == Some(Environment::Prod)
    }

    /// Returns whether the profile's credentials may go to the endpoint: only if the endpoint is
    /// the profile's own.
    pub(crate) fn credentials_fit(&self) -> bool {
        let own = self.of_profile("endpoint");
        let given = self.endpoint.value.as_deref().map(Address::of);
        own.is_none_or(|own| given == Some(Address::of(own)))
    }

    /// Returns the certificate that is shown to the service, if there is one. That of a profile is
    /// shown at the profile's own endpoint alone, where its credentials go.
    pub(crate) fn identity(&self) -> Result<Option<Identity<'_>>, Failure> {
        let is_for_another = self.tls.is_identity_of_profile() && !self.credentials_fit();
        let identity = self.tls.identity()?;
        Ok(identity.filter(|_| !is_for_another))
    }
}

/// Gives a setting its usual value unless a flag has set it.
fn keep_flag<T>(setting: &mut Setting<T>, usual: T, left_out: &mut Vec<&'static str>) {
    match setting.source {
        Source::Flag(_) => return,
        Source::Variable(name) => left_out.push(name),
        Source::Profile(..) | Source::Default => {}
    }
    *setting = Setting::default(usual);
}

/// Refuses a variable that is not UTF-8: without its value, the command would aim at another
/// target.
pub(crate) fn refuse_unreadable_variable(surroundings: &Surroundings<'_>) -> Result<(), Failure> {
    surroundings.unreadable_variable().map_or(Ok(()), |name| {
        Err(Failure::usage(
            format!("the variable {name} is not UTF-8"),
            "Correct or unset it.",
        ))
    })
}

/// Reads the configuration file, where there is one.
pub(crate) fn read_config(surroundings: &Surroundings<'_>) -> Result<Config, Failure> {
    let named = place::is_named(surroundings);
    let Some(path) = place::config_file(surroundings) else {
        return Ok(Config::default());
    };
    let config = file::read(&path)?;
    if named && config.path.is_none() {
        return Err(Failure::usage(
            format!("there is no configuration at {}", path.display()),
            "Correct OMS_CONFIG.",
        ));
    }
    Ok(config)
}

/// Returns the profile that was chosen by flag, variable or default.
pub(crate) fn chosen_profile(
    options: &Options,
    surroundings: &Surroundings<'_>,
    config: &Config,
) -> Result<(Option<Profile>, Source), Failure> {
    let chosen = if let Some(name) = options.profile.clone() {
        Some((name, Source::Flag("profile")))
    } else if let Some(name) = surroundings.variable("OMS_PROFILE") {
        Some((name, Source::Variable("OMS_PROFILE")))
    } else {
        let name = config.default_profile.clone();
        name.map(|name| (name, Source::Default))
    };
    let Some((name, source)) = chosen else {
        return Ok((None, Source::Default));
    };
    if let Some(profile) = config.profiles.get(&name) {
        return Ok((Some(profile.clone()), source));
    }
    let near = oms_text::nearest(&name, config.profiles.keys().map(String::as_str));
    let next = match near {
        Some(near) => format!("Did you mean {}?", Shown(near)),
        None if config.profiles.is_empty() => {
            "No profile is known; `oms config path` prints the path of the configuration."
                .to_owned()
        }
        None => format!("The profiles are {}.", names(config)),
    };
    Err(Failure::usage(
        format!("there is no profile {:?}", Shown(&name)),
        next,
    ))
}

fn names(config: &Config) -> String {
    let names: Vec<String> = config
        .profiles
        .keys()
        .map(|name| Shown(name).to_string())
        .collect();
    first_of(&names).join(", ")
}

/// Refuses a user or a password in an address on the command line, which everyone on the machine
/// can read and the shell keeps.
fn refuse_users(options: &Options) -> Result<(), Failure> {
    let addresses = [
        (
            "--endpoint",
            &options.endpoint,
            "Give the user with --user, and the password with --password-file.",
        ),
        (
            "--proxy",
            &options.proxy,
            "Name such a proxy in OMS_PROXY or in a profile, whose file nobody else may read then.",
        ),
    ];
    for (flag, address, next) in addresses {
        if address.as_deref().is_some_and(address::holds_user) {
            return Err(Failure::usage(
                format!(
                    "{flag} holds a user or a password, and a command line is visible to others"
                ),
                next,
            ));
        }
    }
    Ok(())
}
