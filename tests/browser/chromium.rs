//! What is particular to Chromium: its arguments, its log, and the commands of its developer tools.

use std::process::Command;

use serde_json::{Value, json};

use super::driver::Browser;

pub const DRIVER: &str = "chromedriver";

/// What the driver says before its port.
pub const SAID: &str = "started successfully on port ";

/// Browser arguments: headless, without background requests.
const ARGUMENTS: [&str; 10] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-device-scale-factor=1",
    "--proxy-bypass-list=<-loopback>",
];

/// The driver, at a free port.
pub fn command() -> Command {
    let mut command = Command::new(DRIVER);
    command.arg("--port=0");
    command
}

/// What the browser is started with; it uses the proxy at this port.
pub fn capabilities(width: u32, proxy: u16) -> Value {
    let own = [format!("--window-size={width},1000"), format!("--proxy-server=127.0.0.1:{proxy}")];
    let arguments: Vec<&str> = ARGUMENTS.into_iter().chain(own.iter().map(String::as_str)).collect();
    json!({
        "browserName": "chrome",
        "goog:chromeOptions": { "binary": "/usr/bin/chromium", "args": arguments },
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
    })
}

pub fn set_width(browser: &Browser, width: u32) {
    let metrics = json!({ "width": width, "height": 1000, "deviceScaleFactor": 1, "mobile": false });
    devtools(browser, "Emulation.setDeviceMetricsOverride", &metrics);
}

pub fn disable_scripts(browser: &Browser) {
    devtools(browser, "Emulation.setScriptExecutionDisabled", &json!({ "value": true }));
}

pub fn show_as_printed(browser: &Browser) {
    devtools(browser, "Emulation.setEmulatedMedia", &json!({ "media": "print" }));
}

/// The errors and warnings logged by the page.
pub fn complaints(browser: &Browser) -> Vec<String> {
    let log = browser.command("se/log", &json!({ "type": "browser" }));
    log.as_array().into_iter().flatten().map(|entry| entry["message"].to_string()).collect()
}

/// The addresses that the page requested.
pub fn requests(browser: &Browser) -> Vec<String> {
    let log = browser.command("se/log", &json!({ "type": "performance" }));
    let message = |entry: &Value| serde_json::from_str::<Value>(entry["message"].as_str()?).ok();
    let messages = log.as_array().into_iter().flatten().filter_map(message);
    messages
        .filter(|of| of["message"]["method"] == "Network.requestWillBeSent")
        .filter_map(|of| of["message"]["params"]["request"]["url"].as_str().map(str::to_owned))
        .collect()
}

/// Sends a developer tools command and returns its result.
fn devtools(browser: &Browser, command: &str, parameters: &Value) -> Value {
    browser.command("goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
}
