// Starts the levers of a report.
(function () {
  "use strict";
  const state = document.getElementById("live-state");
  document.querySelectorAll("[data-live]").forEach(function (one) { one.hidden = false; });
  if (!staffcast.isAble) {
    state.textContent = "This browser is too old to run the model. The rest of the report is complete.";
    state.classList.add("wrong");
    return;
  }
  staffcast.module().then(function (compiled) {
    staffcast.levers(compiled, document.getElementById("live-input").textContent);
  }).catch(function (error) {
    state.textContent = "The model cannot run in this browser (" + error.message + "). The rest of the report is complete.";
    state.classList.add("wrong");
  });
})();
