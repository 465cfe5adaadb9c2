//! A network that is cut: a proxy that refuses every connection, and records what was asked of it.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// A proxy that connects to nothing.
pub struct Network {
    port: u16,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Network {
    /// Starts the proxy, which lasts as long as the tests.
    pub fn cut() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("its address").port();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let record = Arc::clone(&requests);
        std::thread::spawn(move || {
            for connection in listener.incoming().filter_map(Result::ok) {
                let request = refuse(connection);
                record.lock().unwrap_or_else(PoisonError::into_inner).push(request);
            }
        });
        Self { port, requests }
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// The address of every request.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Reads the first line of a request, refuses it, and returns the address in it.
fn refuse(connection: TcpStream) -> String {
    let mut line = String::new();
    let _ = connection.set_read_timeout(Some(Duration::from_secs(1)));
    let mut connection = BufReader::new(connection);
    let _ = connection.read_line(&mut line);
    let _ = connection.get_mut().write_all(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    line.split(' ').nth(1).unwrap_or("a connection without a request").to_owned()
}
