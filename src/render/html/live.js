// Moves levers, asks the module, and puts its answers in place. Nothing is computed or worded here.
(function () {
  "use strict";
  const FIRST = 384, MORE = 4000, REST = 350, WARMING = 8;
  const of = function (id) { return document.getElementById(id); };
  const levers = Array.from(document.querySelectorAll("#levers .lever"), function (element) {
    const lever = {
      element: element,
      address: element.dataset.address,
      values: element.dataset.values.split("|"),
      words: element.dataset.words.split("|"),
      input: element.querySelector("input"),
      back: element.querySelector(".back"),
      output: element.querySelector("output"),
      moved: false
    };
    lever.input.addEventListener("input", function () { set(lever, true); changed(); });
    lever.back.addEventListener("click", function () { set(lever, false); lever.input.focus(); changed(); });
    return lever;
  });
  const state = of("live-state"), results = of("live-results");
  const reset = of("live-reset"), save = of("live-save"), figures = of("live-figures");
  let compiled = null, input = "", quick = null, thorough = null, waiting = null, rest = 0, number = 0, shown = null;

  function say(words, isWrong) {
    state.textContent = words;
    state.classList.toggle("wrong", Boolean(isWrong));
  }

  function set(lever, moved) {
    lever.moved = moved;
    if (!moved) lever.input.value = lever.input.dataset.filed;
    const words = moved ? lever.words[lever.input.value] : lever.input.dataset.asFiled;
    lever.output.textContent = words;
    lever.input.setAttribute("aria-valuetext", words);
    lever.element.classList.toggle("moved", moved);
    lever.back.hidden = !moved;
  }

  function changes() {
    const all = {};
    levers.forEach(function (lever) { if (lever.moved) all[lever.address] = lever.values[lever.input.value]; });
    return JSON.stringify(all);
  }

  // A worker, which is given one question at a time: the next one waits, and a later one takes its place.
  function start(whenReady) {
    const address = URL.createObjectURL(new Blob([of("live-worker").textContent], { type: "text/javascript" }));
    const worker = { thread: new Worker(address), isReady: false, task: null, next: null };
    worker.thread.onmessage = function (event) {
      worker.task = null;
      if (event.data.isReady) {
        worker.isReady = true;
        URL.revokeObjectURL(address);
        if (whenReady) whenReady();
      } else {
        answered(event.data, worker);
      }
      if (worker.next) give(worker, worker.next);
    };
    worker.thread.onerror = function (event) { say("The model has stopped: " + event.message, true); };
    worker.thread.postMessage({ module: compiled, input: input });
    return worker;
  }

  function give(worker, task) {
    if (!worker.isReady || worker.task) {
      worker.next = task;
      return;
    }
    worker.next = null;
    worker.task = task;
    worker.thread.postMessage(task);
  }

  function changed() {
    number += 1;
    clearTimeout(rest);
    const asked = changes();
    const none = asked === "{}";
    reset.disabled = figures.disabled = none;
    save.disabled = true;
    if (thorough && (thorough.task || thorough.next)) { thorough.thread.terminate(); thorough = null; }
    if (none) {
      quick.next = null;
      results.hidden = true;
      shown = null;
      say("The plan is as filed.");
      return;
    }
    results.setAttribute("aria-busy", "true");
    say("The change is being simulated.");
    give(quick, { question: "evaluate", number: number, changes: asked, futures: FIRST });
    rest = setTimeout(more, REST);
  }

  function more() {
    thorough = thorough || start();
    give(thorough, { question: "evaluate", number: number, changes: changes(), futures: MORE });
  }

  function answered(data, worker) {
    if (data.isBroken) {
      worker.thread.terminate();
      if (worker === quick) quick = start(); else thorough = null;
    }
    if (data.task.question === "figures") {
      if (data.failure) say(data.failure, true); else keep("summary.json", data.answer, "application/json");
      return;
    }
    if (data.task.warming) {
      if (data.task.warming > 1 && !worker.next && !data.failure) warm(data.task.warming - 1);
      return;
    }
    if ( shown && shown.number > data.task.number) return;
    if (data.failure) {
      if (data.task.number !== number) return;
      results.hidden = true;
      say(data.failure, true);
      return;
    }
    const answer = JSON.parse(data.answer);
    const isOld = shown && shown.number === data.task.number && shown.futures > answer.futures;
    if (isOld || changes() === "{}") return;
    shown = { number: data.task.number, futures: answer.futures, overlay: answer.overlay };
    answer.pieces.forEach(put);
    of("live-command").textContent = answer.command;
    results.hidden = false;
    if (data.task.number === number) {
      results.setAttribute("aria-busy", "false");
      save.disabled = false;
      say(answer.summary + (answer.futures < MORE ? " More are being simulated." : ""));
    }
    document.dispatchEvent(new CustomEvent("live", { detail: shown }));
  }

  // Replaces a piece; what was unfolded in it stays so.
  function put(piece) {
    const place = results.querySelector("[data-piece='" + piece.id + "']");
    const open = Array.from(place.querySelectorAll("details[open]"), function (one) { return one.id; });
    place.innerHTML = piece.html;
    open.forEach(function (id) { const one = id && of(id); if (one) one.open = true; });
    document.dispatchEvent(new CustomEvent("pieces", { detail: place }));
  }

  function keep(name, text, type) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: type }));
    link.download = name;
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
  }

  reset.addEventListener("click", function () {
    levers.forEach(function (lever) { set(lever, false); });
    changed();
  });
  save.addEventListener("click", function () {
    if (shown) keep(save.dataset.file.split("/").pop(), shown.overlay, "application/toml");
  });
  figures.addEventListener("click", function () {
    thorough = thorough || start();
    give(thorough, { question: "figures", number: number, changes: changes(), futures: MORE });
  });
  of("levers").addEventListener("submit", function (event) { event.preventDefault(); });

  function ready() {
    levers.forEach(function (lever) { lever.input.disabled = false; });
    say("The plan is as filed.");
    warm(WARMING);
  }

  // The first questions are slow, until the browser has optimised the module. Small ones, before the first move, take no time from it; after
  // the last, the module has the futures of the plan as filed.
  function warm(times) {
    give(quick, { question: "evaluate", warming: times, changes: "{}", futures: times > 1 ? 64 : FIRST });
  }

  function bytes(base64) {
    const text = atob(base64), all = new Uint8Array(text.length);
    for (let n = 0; n < text.length; n++) all[n] = text.charCodeAt(n);
    return all;
  }

  async function begin() {
    const packed = new Blob([bytes(of("live-module").textContent)]);
    const whole = await new Response(packed.stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
    compiled = await WebAssembly.compile(whole);
    input = of("live-input").textContent;
    quick = start(ready);
  }

  document.querySelectorAll("[data-live]").forEach(function (one) { one.hidden = false; });
  if (typeof DecompressionStream === "undefined" || typeof WebAssembly === "undefined") {
    say("This browser is too old to run the model. The rest of the report is complete.", true);
    return;
  }
  begin().catch(function (error) {
    say("The model cannot run in this browser (" + error.message + "). The rest of the report is complete.", true);
  });
})();
