"use strict";
// Keys press what carries data-key, and move to what carries data-focus. Nothing here decides: forms do.
// In a list the marked item comes first: j and k move the mark. A key that an input method is using, or that is typed
// into a field, is left alone.
const items = () => [...document.querySelectorAll("[data-item]")];
const marked = () => document.querySelector("[data-item].current");
function mark(item) {
  marked()?.classList.remove("current");
  item?.classList.add("current");
}
function move(step) {
  const all = items();
  const at = all.indexOf(marked());
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  mark(next);
  next.scrollIntoView({ block: "nearest" });
  (next.matches("article") ? next : next.querySelector("a"))?.focus();
}
function find(name, key) {
  const wanted = `[data-${name}="${CSS.escape(key)}"]`;
  const outside = [...document.querySelectorAll(wanted)].find((found) => !found.closest("[data-item]"));
  return (marked() ?? document.querySelector("[data-item]"))?.querySelector(wanted) ?? outside;
}
document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
  const field = event.target.closest("input, select, textarea");
  if (field && field.type !== "checkbox") {
    if (event.key === "Escape") field.blur();
    return;
  }
  const key = event.key.toLowerCase();
  const focus = find("focus", key);
  const press = find("key", key);
  const step = { j: 1, k: -1 }[key];
  if (!focus && !press && !(step && items().length)) return;
  event.preventDefault();
  if (focus) focus.select();
  else if (press) press.click();
  else move(step);
});
// A link to a form on the page goes into its first field.
document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  const first = link && document.querySelector(link.hash)?.querySelector("[data-first]");
  if (first) setTimeout(() => first.focus());
});
// One decision a form: a key that is held down, or a double click, sends no second line.
document.addEventListener("submit", (event) => {
  if (event.target.method !== "post") return;
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "1";
});
addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach((form) => delete form.dataset.sent));
items().forEach((item) => item.matches("article") && item.setAttribute("tabindex", "-1"));
mark(items().find((item) => item.matches("article:not(.done)")));
