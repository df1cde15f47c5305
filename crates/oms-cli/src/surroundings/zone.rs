//! The zone of this machine.

use std::path::Path;
use std::{env, fs};

use jiff::tz::TimeZone;

/// The file that sets the zone on Unix, a link into the folder of all zones.
const LOCALTIME: &str = "/etc/localtime";

/// Returns the zone of this machine, or the one that `TZ` names.
///
/// The library lists every zone that the machine knows before it reads one, at each start.
pub(super) fn of_machine() -> TimeZone {
    let is_named = env::var_os("TZ").is_some();
    let linked = Path::new(LOCALTIME);
    let linked = (!is_named).then(|| of_link(linked)).flatten();
    linked.unwrap_or_else(TimeZone::system)
}

/// Returns the zone that a link leads to, named after its place below the folder of all zones.
fn of_link(link: &Path) -> Option<TimeZone> {
    let zone = fs::read_link(link).ok()?;
    let (_, name) = zone.to_str()?.rsplit_once("zoneinfo/")?;
    TimeZone::tzif(name, &fs::read(link).ok()?).ok()
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use jiff::Timestamp;

    use super::*;

    #[test]
    fn a_link_is_read_as_the_library_reads_the_zone_by_its_name() {
        let home = tempfile::tempdir().unwrap();
        let summer = Timestamp::from_second(1_751_328_000).unwrap();
        for name in ["Asia/Shanghai", "Europe/Berlin", "UTC"] {
            let file = Path::new("/usr/share/zoneinfo").join(name);
            if !file.exists() {
                continue;
            }
            let link = home.path().join(name.replace('/', "-"));
            symlink(file, &link).unwrap();
            let named = TimeZone::get(name).unwrap();
            let linked = of_link(&link).unwrap();
            assert_eq!(linked.iana_name(), Some(name));
            assert_eq!(linked.to_offset(summer), named.to_offset(summer));
        }
    }

    #[test]
    fn a_file_that_is_no_link_or_no_zone_is_left_to_the_library() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("zoneinfo/Nowhere");
        fs::create_dir(home.path().join("zoneinfo")).unwrap();
        fs::write(&file, "no zone").unwrap();
        let link = home.path().join("localtime");
        symlink(&file, &link).unwrap();
        assert_eq!(of_link(&file), None);
        assert_eq!(of_link(&link), None);
        assert_eq!(of_link(&home.path().join("missing")), None);
    }
}
