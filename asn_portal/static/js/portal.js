// Comfort on top of pages that work without it. No dependency; htmx is used when it is there.
(function () {
  "use strict";
  var doc = document, root = doc.documentElement;
  root.classList.add("js");
  var pointer = false;
  doc.addEventListener("pointerdown", function () { pointer = true; }, true);
  doc.addEventListener("keydown", function () { pointer = false; }, true);

  function announce(text) {
    var region = doc.getElementById("siaran");
    if (region && text && region.textContent !== text) region.textContent = text;
  }

  // Arrow keys move between the rows of a table[data-baris]; Enter opens the link that has the focus.
  doc.addEventListener("keydown", function (e) {
    if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === "k") {
      var search = doc.querySelector(".cari input");
      if (search) { e.preventDefault(); search.focus(); search.select(); }
      return;
    }
    var step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[e.key];
    if (!step || e.altKey || e.ctrlKey || e.metaKey || !e.target.closest) return;
    var table = e.target.closest("table[data-baris]"), row = e.target.closest("tr");
    if (!table || !row || e.target.matches("input:not([type=checkbox]),select,textarea")) return;
    var rows = Array.prototype.filter.call(table.querySelectorAll("tbody tr"), function (r) { return r.querySelector("a[href],input"); });
    var at = rows.indexOf(row), to = rows[Math.max(0, Math.min(rows.length - 1, at + step))];
    if (!to || to === row) return;
    var same = e.target.matches("input") ? "input" : "th a[href],a[href]";
    (to.querySelector(same) || to.querySelector("a[href],input")).focus();
    e.preventDefault();
  });

  // A second click on a button that changes something does nothing; the server has its own key as well.
  function release(form) {
    delete form.dataset.terkirim;
    form.querySelectorAll("[data-asli]").forEach(function (b) {
      b.innerHTML = b.dataset.asli; b.disabled = false; delete b.dataset.asli;
    });
  }
  doc.addEventListener("submit", function (e) {
    var form = e.target;
    if (form.method !== "post" || "bolehUlang" in form.dataset) return;
    if (form.dataset.terkirim) { e.preventDefault(); return; }
    form.dataset.terkirim = "1";
    var button = e.submitter;
    setTimeout(function () { // after the browser has taken the name and value of the button
      if (e.defaultPrevented && !form.matches("[hx-post],[data-hx-post]")) { release(form); return; }
      if (button && button.tagName === "BUTTON") {
        button.dataset.asli = button.innerHTML;
        button.textContent = button.dataset.saatKirim || "Mengirim…";
        button.disabled = true;
      }
      announce("Mengirim…");
    }, 0);
    setTimeout(function () { release(form); }, 20000);
  });
  window.addEventListener("pageshow", function (e) {
    if (e.persisted) doc.querySelectorAll("form[data-terkirim]").forEach(release);
  });
  doc.addEventListener("htmx:afterRequest", function (e) {
    var form = e.target.closest && e.target.closest("form");
    if (form) release(form);
  });

  // Chips send themselves when they are clicked; with the keyboard the button "Terapkan" stays in sight.
  doc.addEventListener("change", function (e) {
    var form = e.target.closest("form[data-kirim-otomatis]");
    if (form && pointer) form.requestSubmit();
    if (e.target.type === "file") showFile(e.target);
    if (e.target.type === "checkbox") count(e.target.name);
  });
  function count(name) {
    if (!name) return;
    doc.querySelectorAll('[data-hitung="' + name + '"]').forEach(function (out) {
      out.textContent = doc.querySelectorAll('input[name="' + name + '"]:checked').length;
    });
  }

  function note(field, className) {
    var out = field.parentNode.querySelector("." + className + "[data-js]");
    if (!out) {
      out = doc.createElement("p");
      out.className = className; out.dataset.js = ""; out.setAttribute("role", "status");
      field.after(out);
    }
    return out;
  }
  function showFile(field) {
    var total = 0, names = Array.prototype.map.call(field.files, function (f) { total += f.size; return f.name; });
    var size = total < 1048576 ? Math.max(1, Math.round(total / 1024)) + " KB" : (total / 1048576).toFixed(1).replace(".", ",") + " MB";
    note(field, "berkas").textContent = names.length ? names.join(", ") + " (" + size + ")" : "";
  }
  function letters(field) {
    var n = field.value.length, least = field.minLength, most = field.maxLength;
    note(field, "hitung").textContent = least > 0 && n < least ? "Paling sedikit " + least + " huruf. Sekarang " + n + "."
      : most > 0 ? n + " dari " + most + " huruf." : "";
  }
  doc.addEventListener("input", function (e) {
    if (e.target.matches("textarea[maxlength],textarea[minlength]")) letters(e.target);
  });

  doc.addEventListener("click", function (e) {
    if (e.target.closest("[data-cetak]")) window.print();
    var link = e.target.closest(".ringkas-galat a[href^='#']");
    var field = link && doc.getElementById(link.hash.slice(1));
    if (field) {
      e.preventDefault();
      (field.closest(".medan") || field).scrollIntoView({ block: "start" });
      field.focus({ preventScroll: true });
    }
  });

  // After a part of the page was exchanged: say what is new, and move the focus only when it asks for it.
  doc.addEventListener("htmx:afterSwap", function (e) { settle(e.detail.elt || e.target); });
  function settle(part) {
    var said = part.matches("[data-siarkan]") ? part : part.querySelector("[data-siarkan]");
    if (said && said.dataset.siarkan) announce(said.dataset.siarkan);
    var wanted = part.matches("[data-fokus]") ? part : part.querySelector("[data-fokus]");
    if (wanted) wanted.focus();
    if (part.matches(".kemajuan:not([aria-busy])")) showResult();
  }

  // Progress of a job: the part asks again by itself every 2 s until the job has ended. Then the page is
  // loaded once more, and only once: whoever starts a load again cancels the one under way, so a page
  // that takes longer than 2 s would never come. While somebody leaves by a link or a form it waits.
  var asked = { failed: 0, next: 0, leaving: 0 };
  function progress(e) { return e.target.matches && e.target.matches(".kemajuan[hx-get]") ? e.target : null; }
  function showResult() {
    asked.next = Infinity;
    var wait = asked.leaving + 20000 - Date.now();
    if (wait > 0) setTimeout(showResult, wait); else location.reload();
  }
  window.addEventListener("beforeunload", function () { asked.leaving = Date.now(); });
  doc.addEventListener("htmx:beforeRequest", function (e) {
    if (progress(e) && Date.now() < asked.next) e.preventDefault();
  });
  doc.addEventListener("htmx:afterRequest", function (e) {
    var part = progress(e);
    if (!part || asked.next === Infinity || Date.now() < asked.leaving + 20000) return;
    if (e.detail.successful) { asked.failed = 0; return; }
    asked.failed += 1;
    asked.next = Date.now() + Math.min(30000, 2000 * Math.pow(2, asked.failed));
    var lost = part.querySelector("[data-terputus]");
    if (lost) { lost.hidden = false; announce(lost.textContent); }
  });
  // An answer from elsewhere is the login page: the session has ended, so the whole page goes there.
  doc.addEventListener("htmx:beforeSwap", function (e) {
    var part = progress(e), from = e.detail.xhr && e.detail.xhr.responseURL;
    if (!part || !e.detail.shouldSwap || !from || new URL(from).pathname === part.getAttribute("hx-get")) return;
    e.detail.shouldSwap = false;
    showResult();
  });
  // "Tampilkan sandi": a real check box, so that the state is said and not only seen.
  doc.querySelectorAll("input[data-sandi]").forEach(function (field) {
    var label = doc.createElement("label"), box = doc.createElement("input"), words = doc.createElement("span");
    label.className = "centang"; box.type = "checkbox"; words.textContent = "Tampilkan sandi";
    label.append(box, words); field.after(label);
    box.addEventListener("change", function () { field.type = box.checked ? "text" : "password"; });
    if (field.form) field.form.addEventListener("submit", function () { field.type = "password"; });
  });
  doc.querySelectorAll("textarea[maxlength],textarea[minlength]").forEach(letters);
  var first = doc.querySelector("[data-fokus]");
  if (first) first.focus();
})();
