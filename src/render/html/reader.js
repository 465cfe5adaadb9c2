// Shows the figures at the pointer, or at the position chosen with the arrow keys, from the table behind each chart.
(function () {
  "use strict";
  function prepare(figure) {
    var behind = document.getElementById(figure.id + "-figures");
    var tables = behind ? behind.querySelectorAll("table") : [];
    var tip = figure.querySelector(".tip"), line = figure.querySelector(".at"), said = figure.querySelector(".sr");
    var wide = JSON.parse(figure.getAttribute("data-plots")), narrow = JSON.parse(figure.getAttribute("data-phone") || "[]");
    var plot = 0, place = -1;
    figure.tabIndex = 0;
    figure.setAttribute("role", "group");
    figure.setAttribute("aria-label", figure.getAttribute("data-label"));

    function drawing() {
      var all = figure.querySelectorAll("svg");
      for (var n = 0; n < all.length; n++) if (all[n].getBoundingClientRect().width > 0) return all[n];
      return null;
    }
    function plots(svg) {
      return svg.parentNode.className === "phone" ? narrow : wide;
    }
    function scale(svg) {
      return svg.getBoundingClientRect().width / Number(svg.getAttribute("data-width"));
    }
    function words(table, row) {
      var heads = table.tHead.rows[table.tHead.rows.length - 1].cells;
      var cells = row.cells, lines = [];
      if (table.hasAttribute("data-fan")) {
        lines.push("Median " + cells[1].textContent);
        lines.push("50% of futures: " + cells[4].textContent + " to " + cells[5].textContent);
        lines.push("80% of futures: " + cells[2].textContent + " to " + cells[3].textContent);
        lines.push("90% of futures: " + cells[6].textContent + " to " + cells[7].textContent);
        return lines;
      }
      for (var n = 1; n < cells.length; n++) {
        var zero = cells[n].querySelector("data[value='0']");
        if (cells[n].textContent && !zero) lines.push(heads[n].textContent + " " + cells[n].textContent);
      }
      return lines;
    }
    function hide() {
      tip.hidden = line.hidden = true;
      place = -1;
    }
    function show(svg, which, at) {
      var area = plots(svg)[which], table = tables[which];
      if (!area || !table || !table.tBodies[0].rows[at]) return hide();
      if (place === at && plot === which && !tip.hidden) return;
      plot = which;
      place = at;
      var row = table.tBodies[0].rows[at];
      tip.textContent = "";
      var head = document.createElement("b");
      head.textContent = (tables.length > 1 ? table.caption.textContent + ", " : "") + row.cells[0].textContent;
      tip.appendChild(head);
      words(table, row).forEach(function (text) {
        var span = document.createElement("span");
        span.textContent = text;
        tip.appendChild(span);
      });
      var by = scale(svg), box = svg.getBoundingClientRect(), own = figure.getBoundingClientRect();
      var left = box.left - own.left, top = box.top - own.top;
      var x = left + (area[0] + at * area[1]) * by;
      tip.hidden = line.hidden = false;
      line.style.left = x + "px";
      line.style.top = top + area[3] * by + "px";
      line.style.height = (area[4] - area[3]) * by + "px";
      tip.style.left = "0";
      var right = x + 12 + tip.offsetWidth < own.width;
      tip.style.left = Math.max(0, right ? x + 12 : x - 12 - tip.offsetWidth) + "px";
      tip.style.top = top + area[3] * by + 6 + "px";
    }
    function follow(event) {
      var svg = drawing();
      if (!svg) return;
      var box = svg.getBoundingClientRect(), by = scale(svg);
      var x = (event.clientX - box.left) / by, y = (event.clientY - box.top) / by;
      var all = plots(svg);
      for (var n = 0; n < all.length; n++) {
        var area = all[n], at = Math.round((x - area[0]) / area[1]);
        if (y >= area[3] - 8 && y <= area[4] + 8 && at >= 0 && at < area[2] && Math.abs(x - area[0] - at * area[1]) <= area[1]) {
          return show(svg, n, at);
        }
      }
      hide();
    }
    figure.addEventListener("pointermove", follow);
    figure.addEventListener("pointerdown", follow);
    figure.addEventListener("pointerleave", function (event) {
      if (event.pointerType === "mouse") hide();
    });
    figure.addEventListener("blur", hide);
    figure.addEventListener("keydown", function (event) {
      var svg = drawing(), all = svg && plots(svg);
      if (!all || !all.length) return;
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      var count = all[plot] ? all[plot][2] : 0;
      var at = place < 0 ? count - 1 : place, to = plot;
      switch (event.key) {
        case "ArrowLeft": at = place < 0 ? at : Math.max(0, at - 1); break;
        case "ArrowRight": at = Math.min(count - 1, at + 1); break;
        case "Home": at = 0; break;
        case "End": at = count - 1; break;
        case "ArrowDown": to = Math.min(all.length - 1, plot + 1); break;
        case "ArrowUp": to = Math.max(0, plot - 1); break;
        case "Escape": return hide();
        default: return;
      }
      if ((event.key === "ArrowDown" || event.key === "ArrowUp") && to === plot) return;
      event.preventDefault();
      show(svg, to, at);
      said.textContent = Array.prototype.map.call(tip.children, function (one) { return one.textContent; }).join(". ");
    });
  }
  function prepareAll(of) {
    of.querySelectorAll("figure.chart[data-plots]").forEach(prepare);
  }
  prepareAll(document);
  // A live page has put new charts in place.
  document.addEventListener("pieces", function (event) { prepareAll(event.detail); });
  // Unfold folded sections before printing, for browsers that do not print them.
  var folded = [];
  window.addEventListener("beforeprint", function () {
    folded = Array.prototype.slice.call(document.querySelectorAll("details:not([open]):not(.long)"));
    folded.forEach(function (one) { one.open = true; });
  });
  window.addEventListener("afterprint", function () {
    folded.forEach(function (one) { one.open = false; });
  });
})();
