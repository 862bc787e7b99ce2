"use strict";
// Keys press what carries data-key, and move to what carries data-focus. Nothing here decides: forms do.
// A key that an input method is using, or that is typed into a field, is left alone.
document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
  const field = event.target.closest("input, select, textarea");
  if (field && field.type !== "checkbox") {
    if (event.key === "Escape") field.blur();
    return;
  }
  const key = CSS.escape(event.key.toLowerCase());
  const focus = document.querySelector(`[data-focus="${key}"]`);
  const press = document.querySelector(`[data-key="${key}"]`);
  if (!focus && !press) return;
  event.preventDefault();
  if (focus) focus.select();
  else press.click();
});
// One decision a form: a key that is held down, or a double click, sends no second line.
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "1";
});
addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach((form) => delete form.dataset.sent));
