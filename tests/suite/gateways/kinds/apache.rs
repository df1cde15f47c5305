//! Apache with ModSecurity, as Debian packages it.

use super::super::harness::ground::Ground;
use super::super::harness::kind::Kind;
use super::super::harness::program::Program;

/// Apache with ModSecurity and its core rules. A test configures its host.
pub(crate) const APACHE: Kind = Kind {
    program: Program {
        name: "apache2",
        files: &[
            "/usr/lib/apache2/modules/mod_security2.so",
            "/usr/share/modsecurity-crs/owasp-crs.load",
        ],
        packages: "apache2 libapache2-mod-security2 modsecurity-crs",
    },
    file: "apache.conf",
    frame,
    arguments: |ground| {
        let folder = ground.path();
        let words = ["-DFOREGROUND", "-d", &folder, "-f", "apache.conf"];
        words.map(str::to_owned).to_vec()
    },
};

/// The modules that a gateway needs.
const MODULES: &str = "
LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
LoadModule proxy_module /usr/lib/apache2/modules/mod_proxy.so
LoadModule proxy_http_module /usr/lib/apache2/modules/mod_proxy_http.so
";

fn frame(ground: &Ground, host: &str) -> String {
    let (folder, address) = (ground.path(), ground.address);
    format!(
        "ServerName gateway
PidFile apache.pid
DefaultRuntimeDir {folder}
Mutex file:{folder} default
ErrorLog error.log
Listen {address}
StartServers 1
{MODULES}
{host}
"
    )
}
