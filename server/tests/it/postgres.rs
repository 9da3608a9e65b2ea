//! PostgreSQL for the tests: the distribution's own programs, on a free port of this machine, with a data folder of
//! their own. It ends with the process that started it, whatever becomes of that.
#![cfg(unix)]

use std::{
    env,
    fs::{self, File},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use tempfile::TempDir;

/// Initialising and starting take a few seconds on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// Runs a program until its own standard input is closed, which it is when this process ends. Then it removes a folder.
const GUARD: &str = r#"folder=$1; shift; "$@" & child=$!; cat > /dev/null; kill -QUIT $child; wait $child; [ -z "$folder" ] || rm -rf "$folder""#;

/// A server of its own.
pub struct Postgres {
    programs: PathBuf,
    folder: PathBuf,
    port: u16,
    guard: Option<Child>,
    /// Removed by the guard where it is not here.
    temporary: Option<TempDir>,
}

impl Postgres {
    /// The one that most tests share.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Postgres> = OnceLock::new();
        SHARED.get_or_init(|| {
            let mut server = Self::prepared();
            let folder = server.temporary.take().unwrap().keep();
            server.run(folder.to_str().unwrap());
            server
        })
    }

    /// A server that does not run yet.
    pub fn prepared() -> Self {
        let temporary = tempfile::Builder::new()
            .prefix("roundtrip-postgres-")
            .tempdir()
            .unwrap();
        let server = Self {
            programs: programs(),
            folder: temporary.path().to_owned(),
            port: free_port(),
            guard: None,
            temporary: Some(temporary),
        };
        if let Some(user) = unprivileged() {
            let owner = Command::new("chown")
                .arg(user)
                .arg(&server.folder)
                .status()
                .unwrap();
            assert!(owner.success());
        }
        let data = server.data();
        let data = data.to_str().unwrap();
        let options = [
            "--pgdata",
            data,
            "--username=roundtrip",
            "--auth=trust",
            "--no-sync",
        ];
        let made = server
            .command("initdb")
            .args(options)
            .args(["--encoding=UTF8", "--locale=C"])
            .output()
            .unwrap();
        assert!(
            made.status.success(),
            "{}",
            String::from_utf8_lossy(&made.stderr)
        );
        server
    }

    /// Starts it, and waits until it answers.
    pub fn start(&mut self) {
        self.run("");
    }

    fn run(&mut self, folder_to_remove: &str) {
        let log = self.folder.join("log");
        let output = File::options()
            .create(true)
            .append(true)
            .open(&log)
            .unwrap();
        let mut guard = as_user("sh");
        guard
            .args(["-c", GUARD, "sh", folder_to_remove])
            .arg(self.programs.join("postgres"));
        guard.arg("-D").arg(self.data());
        for setting in [
            format!("port={}", self.port),
            "listen_addresses=127.0.0.1".to_owned(),
            "unix_socket_directories=".to_owned(),
            "fsync=off".to_owned(),
        ] {
            guard.args(["-c", &setting]);
        }
        let guard = guard
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(output.try_clone().unwrap())
            .stderr(output)
            .spawn()
            .unwrap();
        self.guard = Some(guard);
        let begun = Instant::now();
        while !self.answers() {
            let log = fs::read_to_string(&log).unwrap_or_default();
            assert!(
                begun.elapsed() < PATIENCE,
                "PostgreSQL does not start: {log}"
            );
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// Ends it at once, as a crash would, and waits until it has.
    pub fn stop(&mut self) {
        if let Some(mut guard) = self.guard.take() {
            drop(guard.stdin.take());
            guard.wait().unwrap();
        }
    }

    /// The address of a database that nobody else has. The server must run.
    pub fn new_database(&self) -> String {
        static LAST: AtomicUsize = AtomicUsize::new(0);
        let name = format!("t{}", LAST.fetch_add(1, Ordering::Relaxed));
        let made = self.client("createdb").arg(&name).output().unwrap();
        assert!(
            made.status.success(),
            "{}",
            String::from_utf8_lossy(&made.stderr)
        );
        self.address(&name)
    }

    /// The address of a database.
    pub fn address(&self, name: &str) -> String {
        format!("postgres://roundtrip@127.0.0.1:{}/{name}", self.port)
    }

    fn answers(&self) -> bool {
        let answer = self.client("pg_isready").arg("--quiet").status();
        answer.is_ok_and(|it| it.success())
    }

    fn client(&self, program: &str) -> Command {
        let mut command = self.command(program);
        command
            .args(["--host=127.0.0.1", "--username=roundtrip", "--port"])
            .arg(self.port.to_string());
        command
    }

    fn command(&self, program: &str) -> Command {
        let mut command = as_user(self.programs.join(program).to_str().unwrap());
        command.current_dir("/").stdin(Stdio::null());
        command
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The folder of `postgres` and its companions.
fn programs() -> PathBuf {
    let on_path = env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = env::split_paths(&on_path).collect();
    for root in [
        "/usr/lib/postgresql",
        "/opt/homebrew/opt",
        "/usr/local/opt",
        "/usr/pgsql",
    ] {
        let versions = fs::read_dir(root).into_iter().flatten().flatten();
        let mut versions: Vec<PathBuf> = versions.map(|it| it.path().join("bin")).collect();
        versions.sort_unstable();
        folders.extend(versions.into_iter().rev());
    }
    let has_all = |folder: &PathBuf| {
        ["postgres", "initdb", "createdb"]
            .iter()
            .all(|it| folder.join(it).is_file())
    };
    folders.into_iter().find(has_all).map_or_else(
        || panic!("PostgreSQL is not installed: install it with `apt-get install postgresql` (or your system's package of that name), or run `cargo xtask setup`"),
        // A link into the folder may stand alone on the PATH.
        |folder| fs::canonicalize(folder.join("postgres")).unwrap().parent().map(Path::to_owned).unwrap(),
    )
}

/// A command that does not run as root, which PostgreSQL refuses.
fn as_user(program: &str) -> Command {
    let Some(user) = unprivileged() else {
        return Command::new(program);
    };
    let mut command = Command::new("setpriv");
    command.args([
        format!("--reuid={user}"),
        format!("--regid={}", group_of(user)),
    ]);
    command.args(["--clear-groups", "--", program]);
    command
}

/// Who runs PostgreSQL where the tests are run by root.
fn unprivileged() -> Option<&'static str> {
    static USER: OnceLock<Option<&'static str>> = OnceLock::new();
    *USER.get_or_init(|| {
        if id(&["-u"]).as_deref() != Some("0") {
            return None;
        }
        ["postgres", "nobody"]
            .into_iter()
            .find(|user| id(&["-u", user]).is_some())
    })
}

fn group_of(user: &str) -> String {
    id(&["-g", user]).unwrap()
}

fn id(arguments: &[&str]) -> Option<String> {
    let said = Command::new("id")
        .args(arguments)
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8(said.stdout).ok()?;
    said.status.success().then(|| text.trim().to_owned())
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}
