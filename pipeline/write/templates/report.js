"use strict";
// Filters of the event table; what is chosen stands in the address, so that a view can be kept and passed on.
(() => {
  const form = document.querySelector(".filters");
  const rows = [...document.querySelectorAll("#events tbody tr")];
  const texts = rows.map((row) => row.textContent.normalize("NFKC").toLowerCase());
  const fields = [...form.elements].filter((field) => field.name);

  function fits(row, text, wanted) {
    return (!wanted.type || row.dataset.type === wanted.type)
      && (!wanted.status || row.dataset.status === wanted.status)
      && (!wanted.source || row.dataset.sources.split("\t").includes(wanted.source))
      && (!wanted.dispute || row.dataset.dispute !== "0")
      && wanted.words.every((word) => text.includes(word));
  }

  function show() {
    const wanted = Object.fromEntries(fields.map((field) => [field.name, field.type === "checkbox" ? (field.checked ? "1" : "") : field.value]));
    wanted.words = wanted.text.normalize("NFKC").toLowerCase().split(/\s+/u).filter(Boolean);
    let shown = 0;
    rows.forEach((row, at) => {
      row.hidden = !fits(row, texts[at], wanted);
      shown += row.hidden ? 0 : 1;
    });
    form.querySelector("output").value = `${shown} / ${rows.length}`;
    const state = new URLSearchParams(fields.filter((field) => wanted[field.name]).map((field) => [field.name, wanted[field.name]]));
    if (document.body.dataset.ready) history.replaceState(null, "", state.size ? `#?${state}` : "#events");
  }

  function restore() {
    const state = new URLSearchParams(location.hash.startsWith("#?") ? location.hash.slice(2) : "");
    for (const field of fields) {
      if (field.type === "checkbox") field.checked = state.has(field.name);
      else field.value = state.get(field.name) ?? "";
    }
  }

  function reveal() {
    const row = location.hash.startsWith("#ev-") && document.getElementById(location.hash.slice(1));
    if (row && row.hidden) {
      form.reset();
      delete document.body.dataset.ready;
      show();
      document.body.dataset.ready = "1";
      row.scrollIntoView();
    }
  }

  form.addEventListener("input", show);
  form.addEventListener("reset", () => setTimeout(show));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", reveal);
  restore();
  show();
  form.hidden = false;
  document.body.dataset.ready = "1";
})();
