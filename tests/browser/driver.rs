//! A headless browser controlled through WebDriver.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

/// Chromium and its driver process.
pub struct Browser {
    driver: Child,
    session: String,
}

/// Browser arguments: headless, without background requests.
const ARGUMENTS: [&str; 9] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-device-scale-factor=1",
];

/// The missing program, if the browser or its driver is not installed.
pub fn missing() -> Option<&'static str> {
    let answers =
        |program| Command::new(program).arg("--version").stdout(Stdio::null()).status().is_ok_and(|s| s.success());
    ["chromium", "chromedriver"].into_iter().find(|&program| !answers(program))
}

impl Browser {
    /// Starts a browser with a page of the given width in pixels.
    pub fn start(width: u32) -> Self {
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts");
        let said = BufReader::new(driver.stdout.take().expect("its output"));
        let port = said.lines().map_while(Result::ok).find_map(|line| {
            let (_, port) = line.split_once("started successfully on port ")?;
            Some(port.trim_end_matches('.').to_owned())
        });
        let port = port.expect("chromedriver says its port");
        let size = format!("--window-size={width},1000");
        let arguments: Vec<&str> = ARGUMENTS.into_iter().chain([size.as_str()]).collect();
        let capabilities = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": { "binary": "/usr/bin/chromium", "args": arguments },
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        } } });
        let address = format!("http://127.0.0.1:{port}/session");
        let answer = post(&address, &capabilities);
        let session = answer["sessionId"].as_str().expect("a session");
        let browser = Self { driver, session: format!("{address}/{session}") };
        let metrics = json!({ "width": width, "height": 1000, "deviceScaleFactor": 1, "mobile": false });
        browser.devtools("Emulation.setDeviceMetricsOverride", &metrics);
        browser
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

    /// Disables scripts on pages opened from now on.
    pub fn without_scripts(&self) {
        self.devtools("Emulation.setScriptExecutionDisabled", &json!({ "value": true }));
    }

    /// The return value of `script`, the body of a function.
    pub fn run(&self, script: &str) -> Value {
        self.command("execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// The same for a script that passes its result to its last argument.
    pub fn run_async(&self, script: &str) -> Value {
        self.command("execute/async", &json!({ "script": script, "args": [] }))
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

    /// The errors and warnings logged by the page.
    pub fn complaints(&self) -> Vec<String> {
        let log = self.command("se/log", &json!({ "type": "browser" }));
        log.as_array().into_iter().flatten().map(|entry| entry["message"].to_string()).collect()
    }

    /// The addresses requested.
    pub fn requests(&self) -> Vec<String> {
        let log = self.command("se/log", &json!({ "type": "performance" }));
        let message = |entry: &Value| serde_json::from_str::<Value>(entry["message"].as_str()?).ok();
        let messages = log.as_array().into_iter().flatten().filter_map(message);
        messages
            .filter(|of| of["message"]["method"] == "Network.requestWillBeSent")
            .filter_map(|of| of["message"]["params"]["request"]["url"].as_str().map(str::to_owned))
            .collect()
    }

    /// Sends a developer tools command and returns its result.
    pub fn devtools(&self, command: &str, parameters: &Value) -> Value {
        self.command("goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
    }

    fn command(&self, name: &str, parameters: &Value) -> Value {
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

/// Sends a command and returns its result.
fn post(address: &str, body: &Value) -> Value {
    let body = serde_json::to_string(body).expect("a command");
    let answer = minreq::post(address).with_header("Content-Type", "application/json").with_body(body).send();
    let answer: Value = answer.expect("the driver answers").json().expect("an answer in JSON");
    let value = answer["value"].clone();
    assert!(value["error"].is_null(), "{address}: {value}");
    value
}
