//! The built program, run as an operator runs it, with a folder of its own.

use services::testing::Office;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// The program with its data.
pub struct Program {
    folder: tempfile::TempDir,
    database_url: Option<String>,
    // Keeps the folder of the sample office's database.
    _office: Option<Office>,
}

/// A server under way; ended when dropped.
pub struct Served {
    child: Child,
    /// `127.0.0.1:PORT`
    pub address: String,
}

impl Program {
    /// With nothing: no database, no register.
    pub fn empty() -> Program {
        Program { folder: tempfile::tempdir().unwrap(), database_url: None, _office: None }
    }

    /// With the sample office; on PostgreSQL when the tests have a server.
    pub async fn sample() -> Program {
        let office = Office::sample().await;
        office.services.db.clone().close().await.unwrap();
        let database_url = Some(office.database_url.clone());
        let folder = tempfile::tempdir().unwrap();
        // The master key of `Office`.
        std::fs::write(folder.path().join("master.key"), "07".repeat(32)).unwrap();
        Program { folder, database_url, _office: Some(office) }
    }

    /// With the sample office laid out by the program itself, today, and so many further bidders.
    pub async fn sample_of_today(bidders: u32) -> Program {
        let office = Office::open().await;
        office.services.db.clone().close().await.unwrap();
        let database_url = Some(office.database_url.clone());
        let program = Program { folder: tempfile::tempdir().unwrap(), database_url, _office: Some(office) };
        program.done(&["migrate"]);
        program.done(&["sample", "--bidders", &bidders.to_string()]);
        program
    }

    /// The address of its database.
    pub fn database_url(&self) -> String {
        let own = || format!("sqlite:{}", self.database_file().display());
        self.database_url.clone().unwrap_or_else(own)
    }

    /// Its data folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The file of its SQLite database.
    pub fn database_file(&self) -> PathBuf {
        match self.database_url.as_deref().and_then(|url| url.strip_prefix("sqlite:")) {
            Some(file) => PathBuf::from(file),
            None => self.folder.path().join("market.sqlite"),
        }
    }

    /// Its database is a file.
    pub fn is_sqlite(&self) -> bool {
        self.database_url.as_deref().is_none_or(|url| url.starts_with("sqlite:"))
    }

    /// A command line; nothing of the settings around the tests reaches it.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_marketplace"));
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("MARKET_") {
                command.env_remove(name);
            }
        }
        command
            .args(arguments)
            .env("MARKET_DATA_DIR", self.folder.path())
            .env("MARKET_PASSWORD_MEMORY_KIB", "8")
            .env("MARKET_PASSWORD_PASSES", "1")
            .env("MARKET_ADDR", "127.0.0.1:0");
        if let Some(url) = &self.database_url {
            command.env("MARKET_DATABASE_URL", url);
        }
        command
    }

    /// Runs a command line to its end.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs a command line that must go well; what it printed.
    pub fn done(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", everything(&output));
        printed(&output)
    }

    /// Serves, and waits until it is ready.
    pub fn serve(&self) -> Served {
        self.serve_with(&[])
    }

    /// Serves with more settings.
    pub fn serve_with(&self, settings: &[(&str, &str)]) -> Served {
        self.serve_writing(settings, Stdio::null())
    }

    /// Serves with more settings, and writes its log there.
    pub fn serve_writing(&self, settings: &[(&str, &str)], log: Stdio) -> Served {
        let mut command = self.command(&["serve"]);
        command.envs(settings.iter().copied());
        let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().rsplit_once("http://").map(|(_, address)| address.to_owned());
        let address = address.unwrap_or_else(|| panic!("the server said {line:?}"));
        Served { child, address }
    }
}

impl Served {
    /// Ends it as a power cut would.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Sends SIGTERM.
    pub fn terminate(&self) {
        let id = i32::try_from(self.child.id()).unwrap();
        let id = rustix::process::Pid::from_raw(id).unwrap();
        rustix::process::kill_process(id, rustix::process::Signal::TERM).unwrap();
    }

    /// Ends it as an operator does, and waits until it is gone.
    pub fn terminate_and_wait(&mut self) {
        self.terminate();
        assert_eq!(self.wait(), Some(0));
    }

    /// Waits for its end; its exit status.
    pub fn wait(&mut self) -> Option<i32> {
        self.child.wait().unwrap().code()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a command printed for its user.
pub fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// All that a command wrote.
pub fn everything(output: &Output) -> String {
    format!("{}{}", printed(output), String::from_utf8_lossy(&output.stderr))
}
