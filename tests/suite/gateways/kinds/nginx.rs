//! nginx, as Debian packages it.

use super::super::harness::ground::Ground;
use super::super::harness::kind::Kind;
use super::super::harness::program::Program;

/// nginx. A test configures the contents of `http { … }`.
pub(crate) const NGINX: Kind = Kind {
    program: Program {
        name: "nginx",
        files: &[],
        packages: "nginx",
    },
    file: "nginx.conf",
    frame,
    arguments: |ground| {
        let folder = ground.path();
        let words = ["-p", &folder, "-e", "error.log", "-c", "nginx.conf"];
        words.map(str::to_owned).to_vec()
    },
};

fn frame(_: &Ground, http: &str) -> String {
    format!(
        "daemon off;
worker_processes 2;
pid nginx.pid;
error_log error.log info;
events {{ worker_connections 1024; }}
http {{
access_log access.log;
client_body_temp_path body;
proxy_temp_path proxy;
fastcgi_temp_path fastcgi;
uwsgi_temp_path uwsgi;
scgi_temp_path scgi;
{http}
}}
"
    )
}
