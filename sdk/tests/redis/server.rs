//! A `redis-server` of a test's own.

use redis::{Client, FromRedisValue, RedisResult};
use std::{
    io,
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

/// A Redis on loopback that keeps nothing on disk; dropping it stops it.
pub struct RedisServer {
    port: u16,
    password: &'static str,
    arguments: Vec<&'static str>,
    process: Option<Process>,
}

/// Ends with the test, however that ends.
struct Process(Child);

impl RedisServer {
    /// Open to everybody.
    pub fn start() -> Self {
        Self::start_with("", &[])
    }

    /// With a password, unless it is empty, and more settings.
    pub fn start_with(password: &'static str, arguments: &[&'static str]) -> Self {
        for _ in 0..20 {
            // Below the ports that the system gives out by itself, so that nobody has it when the server comes back.
            let port = fastrand::u16(20_000..30_000);
            let mut server = Self { port, password, arguments: arguments.to_vec(), process: None };
            if server.launch() {
                return server;
            }
        }
        panic!("redis-server found no port, or does not start with {arguments:?}");
    }

    /// Where it listens, password included.
    pub fn url(&self) -> String {
        let user = if self.password.is_empty() { String::new() } else { format!(":{}@", self.password) };
        format!("redis://{user}127.0.0.1:{}", self.port)
    }

    /// Kills it; what it kept is lost.
    pub fn stop(&mut self) {
        self.process = None;
    }

    /// Starts it again, empty, on the same port.
    pub fn restart(&mut self) {
        self.stop();
        assert!(self.launch(), "redis-server does not come back on its port");
    }

    /// Sends one command over a connection of its own.
    pub fn ask<T: FromRedisValue>(&self, words: &[&str]) -> T {
        self.try_ask(words).unwrap()
    }

    fn try_ask<T: FromRedisValue>(&self, words: &[&str]) -> RedisResult<T> {
        let mut connection = Client::open(self.url())?.get_connection()?;
        redis::cmd(words[0]).arg(&words[1..]).query(&mut connection)
    }

    /// Starts it and waits until it answers; false where it ended at once, such as on a port that is taken.
    fn launch(&mut self) -> bool {
        let mut command = Command::new("redis-server");
        command.args(["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", env!("CARGO_TARGET_TMPDIR")]);
        command.args(["--port", &self.port.to_string()]);
        if !self.password.is_empty() {
            command.args(["--requirepass", self.password]);
        }
        command.args(&self.arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut process = match command.spawn() {
            Ok(child) => Process(child),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                panic!("redis-server is missing: install it (apt-get install redis-server), or leave out --features redis")
            }
            Err(error) => panic!("redis-server does not start: {error}"),
        };
        // It may be somebody else's Redis that answers on this port.
        let own = format!("process_id:{}\r\n", process.0.id());
        let deadline = Instant::now() + Duration::from_secs(20);
        while !self.try_ask::<String>(&["INFO", "server"]).is_ok_and(|info| info.contains(&own)) {
            if process.0.try_wait().unwrap().is_some() {
                return false;
            }
            assert!(Instant::now() < deadline, "redis-server does not answer");
            sleep(Duration::from_millis(5));
        }
        self.process = Some(process);
        true
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
