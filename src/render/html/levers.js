// Moves levers, asks the module, and puts its answers in place: the levers that are on the page, for the scenario in `input`.
staffcast.levers = function (compiled, input) {
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
  const asking = of("reach"), rows = of("reach-table");
  const reset = of("live-reset"), save = of("live-save"), figures = of("live-figures");
  let quick = null, thorough = null, finder = null, rest = 0, number = 0, shown = null;

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

  function start(whenReady) {
    return staffcast.worker(compiled, input, whenReady, answered, function (words) { say(words, true); });
  }

  function changed() {
    number += 1;
    clearTimeout(rest);
    const asked = changes();
    const none = asked === "{}";
    reset.disabled = figures.disabled = none;
    save.disabled = true;
    if (thorough && (thorough.task || thorough.next)) { thorough.thread.terminate(); thorough = null; }
    if (finder) { stopFinding(); progress("The levers have moved: find again."); }
    else if (rows && !rows.hidden) progress("The levers have moved since.");
    if (none) {
      quick.next = null;
      results.hidden = true;
      shown = null;
      say("The plan is as filed.");
      return;
    }
    results.setAttribute("aria-busy", "true");
    say("The change is being simulated.");
    quick.give({ question: "evaluate", number: number, text: asked, futures: FIRST });
    rest = setTimeout(more, REST);
  }

  function more() {
    thorough = thorough || start();
    thorough.give({ question: "evaluate", number: number, text: changes(), futures: MORE });
  }

  function answered(data, worker) {
    if (data.isBroken) {
      worker.thread.terminate();
      if (worker === quick) quick = start(); else thorough = null;
    }
    if (data.task.question === "figures") {
      if (data.failure) say(data.failure, true); else staffcast.keep("summary.json", data.answer, "application/json");
      return;
    }
    if (data.task.warming) {
      if (data.task.warming > 1 && !worker.next && !data.failure) warm(data.task.warming - 1);
      return;
    }
    if (shown && shown.number > data.task.number) return;
    if (data.failure) {
      if (data.task.number !== number) return;
      results.hidden = true;
      say(data.failure, true);
      return;
    }
    const answer = JSON.parse(data.answer);
    const isOld = shown && shown.number === data.task.number && shown.futures > answer.futures;
    if (isOld || changes() === "{}") return;
    shown = { number: data.task.number, futures: answer.futures, overlay: answer.overlay, summary: answer.summary };
    answer.pieces.forEach(put);
    of("live-command").textContent = answer.command;
    results.hidden = false;
    if (data.task.number === number) {
      results.setAttribute("aria-busy", "false");
      save.disabled = false;
      say(answer.summary + (answer.futures < MORE ? " More are being simulated." : ""));
      if (rows && !rows.hidden && !finder) progress(answer.summary);
    }
    document.dispatchEvent(new CustomEvent("live", { detail: shown }));
  }

  function put(piece) {
    staffcast.put(results.querySelector("[data-piece='" + piece.id + "']"), piece.html);
  }

  // How far each lever must go: one lever after the other.
  function find() {
    stopFinding();
    rows.tBodies[0].textContent = "";
    const asked = { goal: Number(of("reach-goal").value), chance: Number(of("reach-chance").value) / 100 };
    finder = staffcast.worker(compiled, input, null, function (data) {
      if (data.failure) { stopFinding(); progress(data.failure); return; }
      rows.tBodies[0].insertAdjacentHTML("beforeend", JSON.parse(data.answer).row);
      rows.hidden = false;
      next(data.task.place + 1);
    }, function (words) { stopFinding(); progress(words); });
    function next(place) {
      if (place === levers.length) { stopFinding(); progress(""); return; }
      const lever = levers[place], others = JSON.parse(changes());
      const label = lever.element.querySelector("label").textContent;
      progress("Trying " + label + " (" + (place + 1) + " of " + levers.length + ").");
      const question = { changes: others, address: lever.address, label: label, values: lever.values, words: lever.words, now: Number(lever.input.value) };
      finder.give({ question: "reach", place: place, text: JSON.stringify(Object.assign(question, asked)), futures: FIRST });
    }
    next(0);
  }

  function stopFinding() {
    if (finder) finder.thread.terminate();
    finder = null;
  }

  function progress(words) { of("reach-state").textContent = words; }

  if (asking) {
    of("reach-find").disabled = false;
    asking.addEventListener("submit", function (event) { event.preventDefault(); find(); });
    rows.addEventListener("click", function (event) {
      const button = event.target.closest("button");
      const lever = button && levers.find(function (one) { return one.address === button.dataset.address; });
      if (!lever) return;
      lever.input.value = button.dataset.place;
      set(lever, true);
      changed();
    });
  }

  reset.addEventListener("click", function () {
    levers.forEach(function (lever) { set(lever, false); });
    changed();
  });
  save.addEventListener("click", function () {
    if (!shown) return;
    staffcast.keep(save.dataset.file.split("/").pop(), shown.overlay, "application/toml");
    say(shown.summary + " " + save.dataset.said);
  });
  figures.addEventListener("click", function () {
    thorough = thorough || start();
    thorough.give({ question: "figures", number: number, text: changes(), futures: MORE });
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
    quick.give({ question: "evaluate", warming: times, text: "{}", futures: times > 1 ? 64 : FIRST });
  }

  quick = start(ready);
  return function () {
    clearTimeout(rest);
    stopFinding();
    [quick, thorough].forEach(function (worker) { if (worker) worker.thread.terminate(); });
  };
};
