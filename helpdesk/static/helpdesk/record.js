"use strict";

// Recording questions where the network comes and goes: what could not be sent waits on this device, and what is being
// typed survives a closed tab. Both leave the device once they are saved.

const WAITING = "record:waiting";
const TYPING = "record:typing";
const NOT_KEPT = ["csrfmiddlewaretoken", "form_key"];

function stored(key, empty) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? empty;
  } catch {
    return empty;
  }
}

function store(key, value) {
  try {
    if (value.length) localStorage.setItem(key, JSON.stringify(value));
    else localStorage.removeItem(key);
    return true;
  } catch {
    return false;
  }
}

const recordForm = () => document.querySelector("form[data-record]");

function newKey() {
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0"));
  return bytes.join("").replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

function fill(form, entries) {
  for (const [name, value] of entries) {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (["radio", "checkbox"].includes(field.type)) field.checked = field.value === value;
      else if (field.type !== "hidden" || name === "form_key") field.value = value;
    }
  }
}

function show(refused = false) {
  const place = document.querySelector("[data-record-waiting]");
  if (!place) return;
  const number = stored(WAITING, []).length;
  const text = place.querySelector("[data-text]");
  const { one, many, refused: sorry } = text.dataset;
  text.textContent = refused ? sorry : number === 1 ? one : many.replace("#", number);
  place.querySelector("[data-send]").hidden = !number;
  place.hidden = !number && !refused;
}

/** The next question begins where this one was asked; only what belongs to one person goes. */
function clear(form) {
  for (const field of form.querySelectorAll("textarea, input[type=text], input[type=tel], input[type=email]")) {
    if (field.name !== "channel_note") field.value = "";
  }
  for (const field of form.querySelectorAll("input[type=checkbox]")) field.checked = false;
  form.querySelector("#alike").replaceChildren();
  form.elements.form_key.value = newKey();
  const now = new Date();
  form.elements.asked_at.value = new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
  form.elements.subject.focus();
  store(TYPING, []);
}

function keep(form) {
  const entries = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  if (store(WAITING, [...stored(WAITING, []), entries])) clear(form);
  show();
}

let isSending = false;

async function sendWaiting() {
  const form = recordForm();
  if (!form || isSending || !navigator.onLine) return;
  isSending = true;
  try {
    for (const entries of stored(WAITING, [])) {
      const body = new URLSearchParams([...entries, ["kept", "1"], ["next", "1"]]);
      body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      const response = await fetch(form.action, { method: "POST", body });
      // Whoever has been signed out, or whose page is too old, keeps what waits until they have signed in again.
      const isSaved = response.redirected && new URL(response.url).pathname === new URL(form.action).pathname;
      if (!isSaved && response.status !== 422) break;
      store(WAITING, stored(WAITING, []).slice(1));
      if (!isSaved) {
        fill(form, entries);
        return show(true);
      }
    }
    show();
  } catch {
    show();
  } finally {
    isSending = false;
  }
}

function begin() {
  const form = recordForm();
  if (!form || form.dataset.begun) return;
  form.dataset.begun = "1";
  if (document.querySelector("[data-recorded]")) store(TYPING, []);
  if (!form.elements.subject.value) fill(form, stored(TYPING, []));
  show();
  sendWaiting();
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-record]");
  if (form) store(TYPING, [...new FormData(form)].filter(([name]) => !NOT_KEPT.includes(name)));
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-record-waiting] [data-send]")) sendWaiting();
});

for (const trouble of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(trouble, (event) => {
    const form = event.target.closest?.("form[data-record]");
    if (form && event.detail.requestConfig?.verb === "post") keep(form);
  });
}

window.addEventListener("online", sendWaiting);
document.addEventListener("htmx:load", begin);
document.addEventListener("DOMContentLoaded", begin);
