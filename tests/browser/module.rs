//! Questions to the module of a live page, in a worker of the page's own.

use serde_json::{Value, json};

use super::driver::{Browser, texts};

/// The beginning of the scripts below: `compiled` is the module, unpacked once for the page.
const BEGIN: &str = "
    const done = arguments[arguments.length - 1], text = id => document.getElementById(id).textContent;
    const unpack = async () => {
      const packed = new Blob([Uint8Array.from(atob(text('live-module')), one => one.charCodeAt(0))]);
      return WebAssembly.compile(await new Response(packed.stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer());
    };
    const compiled = window.compiledByTest ??= unpack();";

/// Files as the page has them, or others.
#[derive(Clone, Copy)]
pub enum Input<'a> {
    OfPage,
    Other(&'a str),
}

/// The `summary.json` of a plan with changed values, by address.
pub fn figures(browser: &Browser, input: Input, changes: &Value, futures: &str) -> String {
    let script = format!(
        "{BEGIN}
         const [input, changes, futures] = arguments;
         const ask = async () => {{
           const address = URL.createObjectURL(new Blob([text('live-worker')]));
           const worker = window.workerOfTest ??= new Worker(address);
           worker.onmessage = event => {{
             if (event.data.isReady) worker.postMessage({{ question: 'figures', text: changes, futures: Number(futures) }});
             else done(event.data.answer || event.data.failure);
           }};
           worker.postMessage({{ module: await compiled, input: input || text('live-input') }});
         }};
         ask().catch(error => done(String(error)));"
    );
    let input = match input {
        Input::OfPage => "",
        Input::Other(files) => files,
    };
    let answer = browser.run_async(&script, &[input, &json!(changes).to_string(), futures]);
    answer.as_str().expect("an answer").to_owned()
}

/// What the module asks its host for, in order: kind, module and name, without the 16 hexadecimal digits that wasm-bindgen appends to some.
pub fn imports(browser: &Browser) -> Vec<String> {
    let script = format!(
        "{BEGIN}
         const name = one => `${{one.kind}} ${{one.module}}.${{one.name.replace(/_[0-9a-f]{{16}}$/, '')}}`;
         compiled.then(module => done(WebAssembly.Module.imports(module).map(name).sort()), error => done([String(error)]));"
    );
    texts(&browser.run_async(&script, &[]))
}
