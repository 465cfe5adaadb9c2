//! A headless browser controlled through WebDriver: Debian's chromium or firefox-esr. Its network is cut ([`Network`]).
//!
//! Tests do not depend on which of the two they have. What only one of them can do is in its own file.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use super::network::Network;
use super::{chromium, firefox};

/// A kind of browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Chromium,
    Firefox,
}

/// A browser and its driver process.
pub struct Browser {
    engine: Engine,
    driver: Child,
    session: String,
    network: Network,
}

impl Engine {
    pub const ALL: [Self; 2] = [Self::Chromium, Self::Firefox];

    /// What the names of its tests end with.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Chromium => "",
            Self::Firefox => "_in_firefox",
        }
    }

    /// The missing program, if the browser or its driver is not installed.
    pub fn missing(self) -> Option<String> {
        let programs = match self {
            Self::Chromium => ["chromium".to_owned(), chromium::DRIVER.to_owned()],
            Self::Firefox => ["firefox-esr".to_owned(), firefox::driver()],
        };
        let answers = |program: &str| {
            let mut command = Command::new(program);
            command.arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|s| s.success())
        };
        programs.into_iter().find(|program| !answers(program))
    }
}

impl Browser {
    /// Starts a browser with a page of the given width in pixels.
    pub fn start(engine: Engine, width: u32) -> Self {
        let network = Network::cut();
        let (mut command, said, capabilities) = match engine {
            Engine::Chromium => (chromium::command(), chromium::SAID, chromium::capabilities(width, network.port())),
            Engine::Firefox => (firefox::command(), firefox::SAID, firefox::capabilities(network.port())),
        };
        let (driver, port) = start(&mut command, said);
        let mut browser = Self { engine, driver, session: String::new(), network };
        let address = format!("http://127.0.0.1:{port}/session");
        let answer = post(&address, &json!({ "capabilities": { "alwaysMatch": capabilities } }));
        let session = answer["sessionId"].as_str().expect("a session");
        browser.session = format!("{address}/{session}");
        browser.set_width(width);
        browser
    }

    /// Gives the page its width, and a height of 1,000 pixels.
    fn set_width(&self, width: u32) {
        match self.engine {
            Engine::Chromium => chromium::set_width(self, width),
            Engine::Firefox => firefox::set_width(self, width),
        }
    }

    /// Opens a file, and waits until it is complete: with scripts disabled the driver itself may return in the middle of it.
    pub fn open(&self, path: &std::path::Path) {
        const POLLS: usize = 2_000;
        self.command("url", &json!({ "url": format!("file://{}", path.display()) }));
        let is_complete = (0..POLLS).any(|_| {
            let is_complete = self.run("return document.readyState") == "complete";
            if !is_complete {
                std::thread::sleep(Duration::from_millis(10));
            }
            is_complete
        });
        assert!(is_complete, "{} is never complete", path.display());
    }

    /// Goes to an address that the cut network does not reach.
    pub fn fail_to_open(&self, address: &str) {
        let _ = send(&format!("{}/url", self.session), &json!({ "url": address }));
    }

    /// Disables scripts on pages opened from now on.
    pub fn without_scripts(&self) {
        match self.engine {
            Engine::Chromium => chromium::disable_scripts(self),
            Engine::Firefox => firefox::disable_scripts(self),
        }
    }

    /// Shows the page as it is printed.
    pub fn as_printed(&self) {
        match self.engine {
            Engine::Chromium => chromium::show_as_printed(self),
            Engine::Firefox => firefox::show_as_printed(self),
        }
    }

    /// The return value of `script`, the body of a function.
    pub fn run(&self, script: &str) -> Value {
        self.command("execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// The same for a script that passes its result to its last argument; before it are the given ones.
    pub fn run_async(&self, script: &str, arguments: &[&str]) -> Value {
        self.command("execute/async", &json!({ "script": script, "args": arguments }))
    }

    /// Moves the pointer to a place in the window, in pixels.
    pub fn point(&self, x: f64, y: f64) {
        let moves = json!({ "type": "pointerMove", "duration": 0, "x": x.round(), "y": y.round() });
        let pointer = json!({ "type": "pointer", "id": "mouse", "actions": [moves] });
        self.command("actions", &json!({ "actions": [pointer] }));
    }

    /// Presses a key, in WebDriver's code for it.
    pub fn press(&self, key: char) {
        let actions = json!([{ "type": "keyDown", "value": key }, { "type": "keyUp", "value": key }]);
        self.command("actions", &json!({ "actions": [{ "type": "key", "id": "keys", "actions": actions }] }));
    }

    /// Chooses files in the field with this selector, as a person does.
    #[cfg(feature = "live")]
    pub fn choose(&self, selector: &str, files: &[&std::path::Path]) {
        let found = self.command("element", &json!({ "using": "css selector", "value": selector }));
        let element = found.as_object().and_then(|found| found.values().next()).and_then(Value::as_str);
        let element = element.expect("an element");
        let paths: Vec<String> = files.iter().map(|path| path.display().to_string()).collect();
        self.command(&format!("element/{element}/value"), &json!({ "text": paths.join("\n") }));
    }

    /// The errors and warnings that the page caused since this was last asked.
    pub fn complaints(&self) -> Vec<String> {
        match self.engine {
            Engine::Chromium => chromium::complaints(self),
            Engine::Firefox => firefox::complaints(self),
        }
    }

    /// The addresses requested.
    pub fn requests(&self) -> Vec<String> {
        match self.engine {
            Engine::Chromium => chromium::requests(self),
            // It has no log of them: what the page names, and what went to the network.
            Engine::Firefox => [firefox::named(self), self.network.requests()].concat(),
        }
    }

    /// Sends a command to the driver and returns its result.
    pub(super) fn command(&self, name: &str, parameters: &Value) -> Value {
        post(&format!("{}/{name}", self.session), parameters)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = minreq::delete(&self.session).send();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// Starts a driver, which says its port after these words; what it says later is read and dropped. Chromium's exits if the port that it chose is
/// taken by another program in the meantime, and is then started again.
fn start(command: &mut Command, words: &str) -> (Child, u16) {
    const TIMES: usize = 5;
    let started = (0..TIMES).find_map(|_| {
        let mut driver = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the driver starts");
        let mut said = BufReader::new(driver.stdout.take().expect("its output")).lines().map_while(Result::ok);
        let port = said.find_map(|line| line.split_once(words)?.1.trim_end_matches('.').parse().ok());
        std::thread::spawn(move || said.for_each(drop));
        if port.is_none() {
            let _ = driver.wait();
        }
        Some((driver, port?))
    });
    started.expect("the driver says its port")
}

/// Sends a command and returns its result.
fn post(address: &str, body: &Value) -> Value {
    let value = send(address, body);
    assert!(value["error"].is_null(), "{address}: {value}");
    value
}

/// Sends a command and returns its result, or an error of the driver.
fn send(address: &str, body: &Value) -> Value {
    let body = serde_json::to_string(body).expect("a command");
    let answer = minreq::post(address).with_header("Content-Type", "application/json").with_body(body).send();
    let answer: Value = answer.expect("the driver answers").json().expect("an answer in JSON");
    answer["value"].clone()
}

/// The texts in an array.
pub(super) fn texts(all: &Value) -> Vec<String> {
    all.as_array().into_iter().flatten().filter_map(|one| one.as_str().map(str::to_owned)).collect()
}
