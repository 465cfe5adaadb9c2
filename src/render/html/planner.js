// The planning page: opens files, passes what is entered to the model, and puts its answers in place. Nothing is computed or worded here but
// what the page itself does.
(function () {
  "use strict";
  const FUTURES = 4000, LARGEST = 64 * 1024 * 1024;
  const of = function (id) { return document.getElementById(id); };
  const state = of("planner-state"), formPlace = of("form"), shortForm = of("short-form"), summary = of("form-summary"), report = of("report"), text = of("file-text");
  const bar = state.parentElement, buttons = {};
  ["simulate", "save", "keep-base", "compare", "save-csv", "save-workbook", "print"].forEach(function (id) { buttons[id] = of(id); });
  // The open scenario, the base of comparisons, the entries that could not be applied, and whether results are shown.
  let scenario = null, base = null, pending = [], hasResults = false, isReady = false;
  let worker = null, compiled = null, stopLevers = null, starts = [], waiting = [], isBusy = false, lastForm = Promise.resolve();

  function say(words, isWrong) {
    state.textContent = words;
    state.classList.toggle("wrong", Boolean(isWrong));
  }

  // What cannot be of use yet is not shown. A click while an entry is being applied counts: what it asks for comes after that.
  function showButtons() {
    const isTaken = isBusy && waiting[0].task.question !== "form";
    buttons.simulate.disabled = isTaken || !isReady;
    buttons.save.disabled = buttons["keep-base"].disabled = !scenario;
    buttons.save.hidden = buttons["keep-base"].hidden = !scenario;
    buttons.compare.disabled = isTaken || !isReady || !base;
    buttons.compare.hidden = !base;
    buttons["save-csv"].disabled = buttons["save-workbook"].disabled = isTaken || !hasResults;
    buttons.print.disabled = !hasResults;
    buttons["save-csv"].hidden = buttons["save-workbook"].hidden = buttons.print.hidden = !hasResults;
  }

  // Asks the model one question after the other.
  function ask(question, content, options) {
    return new Promise(function (resolve, reject) {
      waiting.push({ task: Object.assign({ question: question, text: content, futures: 0 }, options), resolve: resolve, reject: reject });
      next();
    });
  }

  function next() {
    if (isBusy || !waiting.length || !worker.isReady) return;
    isBusy = true;
    showButtons();
    worker.give(waiting[0].task);
  }

  function answered(data) {
    isBusy = false;
    const one = waiting.shift();
    if (data.isBroken) {
      worker.thread.terminate();
      hasResults = false;
      start();
    }
    if (data.failure) one.reject(new Error(data.failure)); else one.resolve(data.answer);
    showButtons();
    next();
  }

  function start() {
    worker = staffcast.worker(compiled, "", next, answered, function (words) { say(words, true); });
  }

  function wrong(error) { say(error.message, true); }

  // --- The scenario and its form

  function open(files, words) {
    scenario = files;
    pending = [];
    shortForm.hidden = true;
    tell("");
    return readForm({}).then(function () {
      say(words || "Opened " + scenario.path + ".");
      of("scenario").scrollIntoView();
      of("scenario-title").focus({ preventScroll: true });
    });
  }

  // Reads the form after what was done in it: `changes`, an item to `remove`, entries to `discard`.
  // One after the other, so that each begins with what the one before has left.
  function readForm(done) {
    lastForm = lastForm.catch(function () {}).then(function () {
      return ask("form", JSON.stringify(Object.assign({ scenario: scenario, pending: pending }, done)));
    }).then(function (answer) {
      const found = JSON.parse(answer);
      scenario.files[scenario.path] = found.text;
      pending = found.pending;
      isReady = found.is_ready;
      of("scenario").hidden = false;
      of("scenario-title").textContent = found.name;
      of("scenario-path").textContent = scenario.path;
      text.value = found.text;
      staffcast.put(summary, found.summary);
      replaceForm(found.form);
      if (!found.form) of("file").open = true;
      showButtons();
      return found;
    });
    return lastForm;
  }

  // Replaces the form; the field in which the planner is stays so, with what has been entered in it since.
  function replaceForm(html) {
    const active = document.activeElement, tag = active.tagName;
    // The heading of what is folded has no id of its own.
    const hasId = Boolean(active.id);
    const id = formPlace.contains(active) ? active.id || active.parentElement.id : "";
    // An entry that was not applied stands in its field from the beginning.
    const first = active.defaultValue === undefined ? active.dataset.filed : active.defaultValue;
    const entered = hasId && id && active.value !== first && active.dataset.sent !== active.value ? active.value : null;
    const place = Array.from(formPlace.children).indexOf(active.closest("#form > *"));
    staffcast.put(formPlace, html);
    const holder = id && of(id), again = holder && (hasId ? holder : holder.querySelector(tag));
    if (!again) {
      // What was removed leaves its group.
      const group = formPlace.children[place];
      if (group) group.tabIndex = -1;
      if (group) group.focus({ preventScroll: true });
      return;
    }
    const details = hasId && again.closest("details");
    if (details) details.open = true;
    again.focus({ preventScroll: true });
    if (entered !== null) again.value = entered;
  }

  // What is added is entered as a whole.
  function clicked(event) {
    const button = event.target.closest("button"), address = button && button.dataset.address;
    if (!button) return;
    if (button.classList.contains("remove")) apply({ remove: address });
    if (button.classList.contains("discard")) apply({ discard: address });
    if (!button.classList.contains("add")) return;
    const changes = [];
    button.closest(".addition").querySelectorAll(".field").forEach(function (field) {
      const entry = field.querySelector(".entry input, .entry select").value;
      if (entry) changes.push({ address: field.dataset.address, entry: entry, source: "" });
    });
    apply({ changes: changes, discard: address });
  }

  // Goes to a field that is named in the summary, also where it is folded.
  function followed(event) {
    const link = event.target.closest(".to-field"), field = link && of(decodeURIComponent(link.hash.slice(1)));
    if (!field) return;
    event.preventDefault();
    for (let one = field.closest("details"); one; one = one.parentElement.closest("details")) one.open = true;
    field.scrollIntoView({ block: "center" });
    field.focus({ preventScroll: true });
  }

  function apply(done) {
    readForm(done).then(function (found) {
      say(found.said, found.is_refusal);
      if ((done.remove || done.discard) && document.activeElement === document.body) of("scenario-title").focus({ preventScroll: true });
      if (hasResults) of("outdated").hidden = false;
    }).catch(wrong);
  }

  function entered(event) {
    const field = event.target.closest(".field");
    if (!field || field.closest(".addition")) return;
    const input = field.querySelector(".entry input, .entry select"), source = field.querySelector(".source");
    input.dataset.sent = input.value;
    const change = { address: field.dataset.address, entry: input.value, source: source && source.value !== source.dataset.filed ? source.value : "" };
    const isMoved = input.value !== input.dataset.filed;
    if (!isMoved && source && event.target === source) change.source = source.value;
    if (isMoved || event.target === source) apply({ changes: [change] });
    else if (pending.some(function (one) { return one.address === change.address; })) apply({ discard: change.address });
  }

  // --- Your own service

  // The model draws the short form, and makes a scenario of what was entered in it.
  function shortStep(step, team) {
    const entries = {}, now = new Date();
    shortForm.querySelectorAll("[data-key]").forEach(function (one) { entries[one.dataset.key] = one.value; });
    const month = now.getFullYear() + "-" + String(now.getMonth() + 1).padStart(2, "0");
    const question = JSON.stringify({ step: step, team: Number(team), entries: entries, month: month });
    return ask("start", question).then(async function (answer) {
      const found = JSON.parse(answer);
      staffcast.put(shortForm, found.form);
      shortForm.hidden = Boolean(found.scenario);
      if (found.scenario) {
        await open(found.scenario);
        tell(found.told);
      }
      const field = shortForm.querySelector('[data-key="' + found.focus + '"]');
      if (field) field.focus();
      say(found.summary, found.is_wrong);
    }).catch(wrong);
  }

  function tell(words) {
    of("told").textContent = words;
    of("told-title").hidden = !words;
  }

  // --- Results

  function show(answer, isRun) {
    const found = JSON.parse(answer);
    if (stopLevers) stopLevers();
    stopLevers = null;
    of("results").hidden = false;
    of("outdated").hidden = true;
    of("results-title").textContent = found.title;
    of("results-command").textContent = found.command;
    staffcast.put(report, found.report);
    report.querySelectorAll("[data-live]").forEach(function (one) { one.hidden = false; });
    if (isRun) stopLevers = staffcast.levers(compiled, found.levers);
    hasResults = true;
    showButtons();
    of("results").scrollIntoView();
    of("results-title").focus({ preventScroll: true });
  }

  // Begins once what was entered is in the scenario.
  function applied(begin) {
    return function () { lastForm.catch(function () {}).then(begin).catch(wrong); };
  }

  function simulate() {
    say("Simulating " + FUTURES.toLocaleString("en-GB") + " futures. This takes some seconds.");
    ask("report", JSON.stringify(scenario), { futures: FUTURES }).then(function (answer) {
      show(answer, true);
      say("The results are from " + FUTURES.toLocaleString("en-GB") + " futures.");
    }).catch(wrong);
  }

  function compare() {
    say("Comparing with " + base.name + " on " + FUTURES.toLocaleString("en-GB") + " futures. This takes some seconds.");
    ask("comparison", JSON.stringify({ base: base.scenario, plan: scenario }), { futures: FUTURES }).then(function (answer) {
      show(answer, false);
      say("Compared with " + base.name + ", as it was when you set it as the base.");
    }).catch(wrong);
  }

  function download(question, ending, type) {
    ask(question, "", { asBytes: true }).then(function (bytes) {
      staffcast.keep(stem(scenario.path) + ending, bytes, type);
    }).catch(wrong);
  }

  function stemWithFolder(path) { return path.replace(/\.[^.\/]*$/, ""); }

  function stem(path) { return stemWithFolder(path).split("/").pop(); }

  // --- Files

  async function read(files) {
    for (const file of files) {
      try {
        say("Reading " + file.name + ".");
        if (file.size > LARGEST) throw new Error(file.name + " is larger than 64 MB, the most that is read. Save the part that is needed as a file of its own.");
        const head = JSON.stringify({ name: file.name, scenario: scenario });
        const question = new Blob([new TextEncoder().encode(head + "\n"), await file.arrayBuffer()]);
        const answer = JSON.parse(await ask("dropped", await question.arrayBuffer()));
        await open(answer.scenario);
        if (answer.base) base = { name: answer.base_name, scenario: { path: answer.base, files: Object.assign({}, scenario.files) } };
        showButtons();
        tell(answer.told);
        say(answer.summary);
      } catch (error) {
        wrong(error);
        return;
      }
    }
  }

  function dragged(isOver) { document.body.classList.toggle("dragged", isOver); }

  shortForm.addEventListener("click", function (event) {
    const button = event.target.closest("[data-step]");
    if (button) shortStep(button.dataset.step, button.dataset.team || 0);
  });
  shortForm.addEventListener("submit", function (event) {
    event.preventDefault();
    shortStep("make", 0);
  });
  of("open-start").addEventListener("click", function () {
    if (of("start").value === "own") {
      shortStep("show", 0);
      return;
    }
    const chosen = starts[Number(of("start").value)];
    open({ path: chosen.path, files: Object.assign({}, chosen.files) }, "Opened " + chosen.name + ".").catch(wrong);
  });
  of("files").addEventListener("change", function (event) {
    const files = Array.from(event.target.files);
    event.target.value = "";
    read(files);
  });
  document.addEventListener("dragover", function (event) { event.preventDefault(); dragged(true); });
  document.addEventListener("dragleave", function (event) { if (!event.relatedTarget) dragged(false); });
  document.addEventListener("drop", function (event) {
    event.preventDefault();
    dragged(false);
    read(Array.from(event.dataTransfer.files));
  });
  formPlace.addEventListener("change", entered);
  formPlace.addEventListener("click", clicked);
  summary.addEventListener("click", clicked);
  summary.addEventListener("click", followed);
  formPlace.addEventListener("submit", function (event) { event.preventDefault(); });
  of("read-text").addEventListener("click", function () {
    scenario.files[scenario.path] = text.value;
    readForm({}).then(function () {
      say("Read the text of " + scenario.path + ".");
      if (hasResults) of("outdated").hidden = false;
    }).catch(wrong);
  });
  buttons.simulate.addEventListener("click", applied(simulate));
  buttons.compare.addEventListener("click", applied(compare));
  buttons.save.addEventListener("click", applied(function () {
    staffcast.keep(scenario.path.split("/").pop(), scenario.files[scenario.path], "application/toml");
    say("Saved " + scenario.path.split("/").pop() + ". Drop it on this page to open it again.");
  }));
  // The plan that is compared with the base has a file name of its own.
  buttons["keep-base"].addEventListener("click", applied(function () {
    base = { name: of("scenario-title").textContent, scenario: JSON.parse(JSON.stringify(scenario)) };
    const changed = stemWithFolder(scenario.path).replace(/-changed$/, "") + "-changed.toml";
    scenario.files[changed] = scenario.files[scenario.path];
    if (changed !== scenario.path) delete scenario.files[scenario.path];
    scenario.path = changed;
    of("scenario-path").textContent = changed;
    const name = { address: "name", entry: base.name.replace(/ \(changed\)$/, "") + " (changed)", source: "" };
    readForm({ changes: [name] }).then(function () {
      say("Set as the base. What you change now is " + changed + ": change the form, then compare.");
    }).catch(wrong);
  }));
  buttons["save-csv"].addEventListener("click", function () { download("archive", ".zip", "application/zip"); });
  buttons["save-workbook"].addEventListener("click", function () {
    download("workbook", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  });
  buttons.print.addEventListener("click", function () { window.print(); });
  // Nothing is kept, so leaving the page loses what was entered.
  window.addEventListener("beforeunload", function (event) { if (scenario || !shortForm.hidden) event.preventDefault(); });

  // The bar at the bottom covers no field that has the focus.
  new ResizeObserver(function () {
    document.documentElement.style.scrollPaddingBottom = bar.offsetHeight + 12 + "px";
  }).observe(bar);

  async function begin() {
    starts = JSON.parse(new TextDecoder().decode(await staffcast.unpacked("starts")));
    compiled = await staffcast.module();
    start();
    of("open-start").disabled = of("files").disabled = false;
    say("Open a scenario to begin.");
  }

  if (!staffcast.isAble) {
    say("This browser is too old to run the model: use a current Chrome, Edge, Firefox or Safari.", true);
    return;
  }
  begin().catch(function (error) { say("The model cannot run in this browser (" + error.message + ").", true); });
})();
