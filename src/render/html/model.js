// What pages with a model share: the module, workers that run it, and files to be saved. Nothing is computed or worded here.
const staffcast = (function () {
  "use strict";
  const of = function (id) { return document.getElementById(id); };

  // The bytes of an element with Base64 of gzip.
  async function unpacked(id) {
    const text = atob(of(id).textContent), all = new Uint8Array(text.length);
    for (let n = 0; n < text.length; n++) all[n] = text.charCodeAt(n);
    const packed = new Blob([all]);
    return new Response(packed.stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  }

  let compiled = null;
  async function module() {
    compiled = compiled || WebAssembly.compile(await unpacked("live-module"));
    return compiled;
  }

  // A worker, which is given one question at a time: the next one waits, and a later one takes its place.
  function worker(module, input, whenReady, answered, stopped) {
    const address = URL.createObjectURL(new Blob([of("live-worker").textContent], { type: "text/javascript" }));
    const one = { thread: new Worker(address), isReady: false, task: null, next: null };
    one.thread.onmessage = function (event) {
      one.task = null;
      if (event.data.isReady) {
        one.isReady = true;
        URL.revokeObjectURL(address);
        if (whenReady) whenReady();
      } else {
        answered(event.data, one);
      }
      if (one.next) one.give(one.next);
    };
    one.thread.onerror = function (event) { stopped("The model has stopped: " + event.message); };
    one.give = function (task) {
      if (!one.isReady || one.task) {
        one.next = task;
        return;
      }
      one.next = null;
      one.task = task;
      one.thread.postMessage(task);
    };
    one.thread.postMessage({ module: module, input: input });
    return one;
  }

  // Saves a file, as a download does.
  function keep(name, content, type) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type: type }));
    link.download = name;
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
  }

  // Replaces what is in an element; what was unfolded in it stays so.
  function put(place, html) {
    const open = Array.from(place.querySelectorAll("details[open]"), function (one) { return one.id; });
    place.innerHTML = html;
    open.forEach(function (id) { const one = id && of(id); if (one) one.open = true; });
    document.dispatchEvent(new CustomEvent("pieces", { detail: place }));
  }

  const isAble = typeof DecompressionStream !== "undefined" && typeof WebAssembly !== "undefined";
  return { isAble: isAble, unpacked: unpacked, module: module, worker: worker, keep: keep, put: put };
})();
