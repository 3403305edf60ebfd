// Keyboard shortcuts of the desk. What a key does stands on the element it presses, as data-key; the sheet opened by "?"
// lists them. Single keys are silent while one types, and can be switched off.

const OFF = "desk-keys-off";
const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog[open]";

const isShown = (element) => element?.checkVisibility();
const composer = () => document.querySelector("#composer textarea");

function isOff() {
  try {
    return localStorage.getItem(OFF) === "yes";
  } catch {
    return false;
  }
}

function press(key) {
  const element = [...document.querySelectorAll(`[data-key="${key}"]`)].find(isShown);
  element?.click();
  return Boolean(element);
}

/* Next and previous: in the list the rows take focus, on a ticket the neighbour opens */

const rows = () => [...document.querySelectorAll("table.queue .row-title a")].filter(isShown);

function step(by) {
  const links = rows();
  const isTicket = document.getElementById("queue-beside");
  const here = isTicket ? links.findIndex((link) => link.pathname === location.pathname) : links.indexOf(document.activeElement);
  const next = links[here < 0 && by < 0 ? links.length - 1 : here + by];
  if (!next) return isTicket && !links.length ? press("u") : false;
  if (isTicket) next.click();
  else next.focus();
  return true;
}

function search() {
  const field = [...document.querySelectorAll("#content [type=search], #content [name=q]")].find(isShown);
  field?.focus();
  return Boolean(field);
}

function write() {
  composer()?.focus();
  return Boolean(composer());
}

function send(key) {
  // An empty text is not sent by a slip of the finger.
  return Boolean(composer()?.value.trim()) && press(key);
}

const SINGLE = {
  j: () => step(1),
  k: () => step(-1),
  "/": search,
  r: write,
  s: () => send("s"),
  w: () => send("w"),
  n: () => send("n"),
  "?": () => press("?"),
};

function withModifier(event) {
  const isControl = event.ctrlKey || event.metaKey;
  if (event.target !== composer()) return false;
  if (event.key === "Enter" && isControl) return send(event.shiftKey ? "w" : "s");
  if (event.key === "Enter" && event.altKey) return send("n");
  return event.code === "KeyI" && event.altKey && !isControl && press("i");
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.defaultPrevented) return;
  if (event.key === "Escape" && event.target === composer()) composer().blur();
  const isModified = event.ctrlKey || event.metaKey || event.altKey;
  if (isModified) {
    if (withModifier(event)) event.preventDefault();
    return;
  }
  if (isOff() || event.repeat || event.target.closest?.(TYPING) || document.querySelector("dialog[open]")) return;
  const act = SINGLE[event.key] ?? (/^[a-z]$/.test(event.key) && (() => press(event.key)));
  if (act && act()) event.preventDefault();
});

/* The switch on the sheet */

document.addEventListener("change", (event) => {
  if (event.target.id !== "keys-on") return;
  try {
    localStorage.setItem(OFF, event.target.checked ? "no" : "yes");
  } catch {
    // A browser that keeps nothing is respected.
  }
});

/* The queue beside a ticket is the one come from; without one, what is one's own */

const LIST = "/desk/";
const QUEUE = "desk-queue";

function remembered() {
  try {
    if (location.pathname === LIST) sessionStorage.setItem(QUEUE, location.search);
    return sessionStorage.getItem(QUEUE) ?? "";
  } catch {
    return "";
  }
}

document.addEventListener("htmx:configRequest", (event) => {
  if (event.target.id === "queue-beside") event.detail.path = LIST + remembered();
});

document.addEventListener("htmx:afterSwap", (event) => {
  const beside = event.target.closest?.("#queue-beside");
  if (!beside) return;
  if (!beside.children.length) beside.textContent = beside.dataset.empty;
  for (const link of beside.querySelectorAll("a")) {
    if (link.pathname !== location.pathname) continue;
    link.setAttribute("aria-current", "page");
  }
});

function arrive() {
  for (const link of document.querySelectorAll(".desk-queue h2 a, .breadcrumbs a[href='/desk/']")) {
    link.setAttribute("href", LIST + remembered());
  }
  const box = document.getElementById("keys-on");
  if (box) box.checked = !isOff();
}

/* What was just sent can be taken back from every page, as long as it has not left */

let ends;

function offerUndo() {
  const place = document.getElementById("undo");
  const held = document.querySelector("[data-undo]:not(#undo *)");
  if (!place) return;
  if (held) {
    ends = Date.now() + 1000 * held.dataset.undo;
    place.replaceChildren(held.cloneNode(true));
    window.htmx.process(place);
  }
  const left = (ends ?? 0) - Date.now();
  place.hidden = Boolean(held) || left <= 0 || !place.children.length;
  if (left > 0) setTimeout(() => (place.hidden ||= Date.now() >= ends), left);
}

document.addEventListener("htmx:beforeSend", (event) => {
  if (event.target.matches?.("[data-undo]")) ends = 0;
});

arrive();
offerUndo();
for (const name of ["htmx:load", "htmx:pushedIntoHistory", "htmx:historyRestore"]) {
  document.addEventListener(name, () => {
    arrive();
    offerUndo();
  });
}
