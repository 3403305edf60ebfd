// Writing a draft: what is typed stays in this browser until the server has it, and a passage can be quoted by selecting it.

const DRAFT = "[data-kept-as]";
const FIELDS = "textarea, select, input:not([type=hidden])";
const storeOf = (form) => `draft:${form.querySelector("#kept [name=draft]")?.value ?? form.dataset.keptAs}`;
let typedAt = 0;

function fieldsOf(form) {
  return [...form.querySelectorAll(FIELDS)].filter((field) => field.name);
}

function valueOf(field) {
  return field.type === "checkbox" ? String(field.checked) : field.value;
}

function stored(form) {
  try {
    return JSON.parse(localStorage.getItem(storeOf(form)));
  } catch {
    return null;
  }
}

function keep(form) {
  const values = Object.fromEntries(fieldsOf(form).map((field) => [field.name, valueOf(field)]));
  const version = form.querySelector("#kept [name=version]")?.value;
  try {
    localStorage.setItem(storeOf(form), JSON.stringify({ version, values }));
  } catch {
    // A browser that keeps nothing is respected.
  }
}

function forget(form) {
  try {
    for (const name of [`draft:${form.dataset.keptAs}`, storeOf(form)]) localStorage.removeItem(name);
  } catch {
    // Nothing was kept.
  }
  form.querySelector("[data-typed]").hidden = true;
}

function bringBack(form) {
  const { version, values } = stored(form);
  for (const field of fieldsOf(form)) {
    if (!(field.name in values)) continue;
    if (field.type === "checkbox") field.checked = values[field.name] === "true";
    else field.value = values[field.name];
  }
  // Typed over this version: if another was saved since, the server asks to compare.
  const seen = form.querySelector("#kept [name=version]");
  if (seen && version) seen.value = version;
  form.querySelector("[data-typed]").hidden = true;
  form.querySelector("textarea").dispatchEvent(new Event("input", { bubbles: true }));
}

function offerTyped() {
  const form = document.querySelector(DRAFT);
  const copy = form && stored(form);
  if (!copy) return;
  const isOther = fieldsOf(form).some((field) => field.name in copy.values && copy.values[field.name] !== valueOf(field));
  if (isOther) form.querySelector("[data-typed]").hidden = false;
  else forget(form);
}

document.addEventListener("input", (event) => {
  const form = event.target.closest(DRAFT);
  if (!form) return;
  typedAt += 1;
  keep(form);
});

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.id === "kept") event.detail.xhr.typedAt = typedAt;
});

document.addEventListener("htmx:afterRequest", (event) => {
  const { successful, xhr } = event.detail;
  const form = event.target.closest(DRAFT);
  if (!form || !successful) return;
  // What was typed while the request was under way has not arrived.
  if (event.target.id === "kept" && xhr.typedAt !== typedAt) return;
  forget(form);
  form.dispatchEvent(new Event("kept", { bubbles: true }));
});

document.addEventListener("htmx:load", (event) => {
  if (event.target.querySelector?.(DRAFT)) offerTyped();
});
offerTyped();

/* Quoting */

let quoted = "";

document.addEventListener("selectionchange", () => {
  const field = document.activeElement?.closest(`${DRAFT} textarea, ${DRAFT} input`);
  const page = document.getSelection();
  const isPage = page.anchorNode?.parentElement?.closest("[data-quotable]");
  const words = field ? field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0) : isPage ? page.toString() : "";
  if (words.trim()) quoted = words.trim().slice(0, 1000);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-quote], [data-typed-back], [data-typed-drop]");
  if (!button) return;
  if (button.dataset.quote) {
    const field = document.getElementById(button.dataset.quote);
    if (quoted) field.value = quoted;
    field.form.elements.body.focus();
    return;
  }
  const form = button.closest(DRAFT);
  if ("typedBack" in button.dataset) bringBack(form);
  else forget(form);
});

/* The identity check */

// What the identity check found is selected in its field, where it can be rewritten at once.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-show-text]");
  const field = link && document.querySelector(link.hash);
  if (!field) return;
  event.preventDefault();
  field.closest("details")?.setAttribute("open", "");
  field.focus();
  const place = field.value.indexOf(link.dataset.showText);
  if (place >= 0) field.setSelectionRange(place, place + link.dataset.showText.length);
});
