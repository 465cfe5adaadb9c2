//! What is particular to Firefox: its preferences, and scripts with the rights of the browser itself.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::driver::{Browser, texts};

/// What the driver says before its port.
pub const SAID: &str = "Listening on 127.0.0.1:";

/// The driver: the one that `.ci/setup` installs, or one on the path.
pub fn driver() -> String {
    let installed = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/geckodriver/bin/geckodriver");
    if installed.is_file() { installed.to_string_lossy().into_owned() } else { "geckodriver".to_owned() }
}

/// The driver, at free ports. Without the variable, Firefox asks its own server for settings whatever its preferences.
pub fn command() -> Command {
    let mut command = Command::new(driver());
    command.args(["--port=0", "--websocket-port=0", "--allow-system-access"]);
    command.env("MOZ_REMOTE_SETTINGS_DEVTOOLS", "1");
    command
}

/// What the browser is started with: without background requests, all connections, those to this machine too, through the proxy at this port.
pub fn capabilities(proxy: u16) -> Value {
    let preferences = json!({
        // As users have it; the driver switches it off.
        "security.fileuri.strict_origin_policy": true,
        "services.settings.server": "data:,none",
        "network.captive-portal-service.enabled": false,
        "network.connectivity-service.enabled": false,
        "network.dns.disablePrefetch": true,
        "network.prefetch-next": false,
        "network.http.speculative-parallel-limit": 0,
        "network.proxy.type": 1,
        "network.proxy.http": "127.0.0.1",
        "network.proxy.http_port": proxy,
        "network.proxy.ssl": "127.0.0.1",
        "network.proxy.ssl_port": proxy,
        "network.proxy.no_proxies_on": "",
        "network.proxy.allow_hijacking_localhost": true,
    });
    let arguments = ["-headless", "--width=1400", "--height=1200"];
    json!({
        "browserName": "firefox",
        "timeouts": { "script": 120_000 },
        "moz:firefoxOptions": { "binary": "/usr/bin/firefox-esr", "args": arguments, "prefs": preferences },
    })
}

/// A window of Firefox is at least 450 pixels wide, but a page in it may be narrower.
pub fn set_width(browser: &Browser, width: u32) {
    let script = format!(
        "const style = gBrowser.selectedBrowser.style;
         style.minWidth = style.maxWidth = '{width}px';
         style.minHeight = style.maxHeight = '1000px';"
    );
    run_in_browser(browser, &script);
}

pub fn disable_scripts(browser: &Browser) {
    run_in_browser(browser, "Services.prefs.setBoolPref('javascript.enabled', false)");
}

pub fn show_as_printed(browser: &Browser) {
    run_in_browser(browser, "gBrowser.selectedBrowser.browsingContext.mediumOverride = 'print'");
}

/// The errors and warnings in the browser's console that come from a page or its workers, refusals by its content policy among them.
pub fn complaints(browser: &Browser) -> Vec<String> {
    let found = run_in_browser(
        browser,
        "const isOfPage = one => one.innerWindowID !== 0 || /^(file|blob|data|http|https):/.test(one.sourceName);
         const all = Services.console.getMessageArray().filter(one => one instanceof Ci.nsIScriptError && isOfPage(one));
         Services.console.reset();
         return all.map(one => one.errorMessage);",
    );
    texts(&found)
}

/// The addresses of the page, of the resources that it loaded from the network, and of those that its elements name: the browser neither lists nor
/// refuses what a page loads from files.
pub fn named(browser: &Browser) -> Vec<String> {
    let found = browser.run(
        "const loaded = performance.getEntriesByType('resource').map(one => one.name);
         const elements = document.querySelectorAll('[src], [srcset], [data], link, image, use, feImage');
         const named = [...elements].map(one => one.currentSrc || one.src || one.data || one.href?.baseVal || one.href || one.outerHTML);
         return [document.URL, ...loaded, ...named];",
    );
    texts(&found)
}

/// Runs a script in the window of the browser, outside of the page.
fn run_in_browser(browser: &Browser, script: &str) -> Value {
    browser.command("moz/context", &json!({ "context": "chrome" }));
    let result = browser.run(script);
    browser.command("moz/context", &json!({ "context": "content" }));
    result
}
