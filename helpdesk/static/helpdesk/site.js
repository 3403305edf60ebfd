// Everything works without this file; it only saves steps.
"use strict";

const PAUSE = 150;

/* Suggestions while typing */

function fetcher(address, show) {
  let timer, request;
  return (query) => {
    clearTimeout(timer);
    request?.abort();
    if (query.trim().length < 2) return show("");
    timer = setTimeout(async () => {
      request = new AbortController();
      try {
        const response = await fetch(`${address}?q=${encodeURIComponent(query)}`, { signal: request.signal });
        if (response.ok) show(await response.text());
      } catch (error) {
        if (error.name !== "AbortError") show("");
      }
    }, PAUSE);
  };
}

function element(name, attributes) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** The combobox pattern of the ARIA authoring guide, with a listbox that opens below. */
function combobox(input) {
  const list = element("div", { class: "suggestions", hidden: "" });
  const status = element("div", { class: "visually-hidden", role: "status" });
  let options = [];
  let active = -1;
  input.after(list, status);
  const listId = `${input.id}_suggestions`;
  const start = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": listId };
  for (const [key, value] of Object.entries(start)) input.setAttribute(key, value);
  list.innerHTML = `<ul id="${listId}" role="listbox"></ul>`;

  function open(isOpen) {
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) mark(-1);
  }

  function mark(index) {
    active = index;
    options.forEach((option, i) => option.setAttribute("aria-selected", String(i === index)));
    if (index < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", options[index].id);
    options[index].scrollIntoView({ block: "nearest" });
  }

  const look = fetcher(input.dataset.suggest, (html) => {
    const fragment = new DOMParser().parseFromString(html, "text/html");
    options = [...fragment.querySelectorAll("li")];
    options.forEach((option, i) => {
      option.id = `${listId}_${i}`;
      option.setAttribute("role", "option");
      option.querySelector("a").tabIndex = -1;
    });
    const listbox = element("ul", { id: listId, role: "listbox", "aria-label": input.dataset.suggestLabel ?? "" });
    listbox.append(...options);
    list.replaceChildren(listbox);
    status.textContent = fragment.querySelector("[data-status]")?.textContent ?? "";
    open(options.length > 0 && document.activeElement === input);
  });

  input.addEventListener("input", () => look(input.value));
  input.addEventListener("blur", () => open(false));
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  input.addEventListener("keydown", (event) => {
    const isMove = event.key === "ArrowDown" || event.key === "ArrowUp";
    if (isMove && options.length) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const isOpen = !list.hidden;
      if (!isOpen) open(true);
      const places = options.length + 1;
      mark(((active + 1 + step + places) % places) - 1);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      options[active].querySelector("a").click();
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      open(false);
    }
  });
}

/** Links that appear below a field of a form, to be read at leisure. */
function inlineSuggestions(place) {
  const input = document.getElementById(place.dataset.suggestFor);
  const links = place.querySelector("[data-links]");
  const status = place.querySelector("[role=status]");
  if (!input) return;
  const look = fetcher(place.dataset.address, (html) => {
    const fragment = new DOMParser().parseFromString(html, "text/html");
    const items = [...fragment.querySelectorAll("li")];
    for (const item of items) Object.assign(item.querySelector("a"), { target: "_blank", rel: "noopener" });
    links.replaceChildren(...items);
    place.classList.toggle("has-suggestions", items.length > 0);
    status.textContent = items.length ? place.dataset.found : "";
  });
  input.addEventListener("input", () => look(input.value));
  if (input.value) look(input.value);
}

/* What is typed into a form is kept in this browser until it is sent, cleared or a week old: phones are shared */

const KEPT = "textarea, select, input:not([type=hidden], [type=file], [type=checkbox], [type=radio], [data-not-kept])";
const TYPED = "typed:";
const WEEK = 7 * 24 * 60 * 60 * 1000;

function storage(name) {
  const key = TYPED + name;
  return {
    read() {
      try {
        const { at, values } = JSON.parse(localStorage.getItem(key));
        return Date.now() - at < WEEK ? values : {};
      } catch {
        return {};
      }
    },
    write(values) {
      try {
        localStorage.setItem(key, JSON.stringify({ at: Date.now(), values }));
      } catch {
        // A browser that keeps nothing is respected.
      }
    },
    clear() {
      try {
        localStorage.removeItem(key);
      } catch {
        // Nothing was kept.
      }
    },
  };
}

/** On any page of the site, so that what was never sent does not wait for somebody to open its form again. */
function forgetOldTyping() {
  try {
    const names = Object.keys(localStorage).filter((key) => key.startsWith(TYPED)).map((key) => key.slice(TYPED.length));
    for (const name of names) if (!Object.keys(storage(name).read()).length) storage(name).clear();
  } catch {
    // Nothing was kept.
  }
}

function keepTyped(form) {
  const kept = storage(form.dataset.keep);
  const clear = form.querySelector("[data-clear]");
  const restored = form.querySelector("[data-restored]");
  const withIt = (clear?.dataset.clear ?? "").split(" ").filter(Boolean).map(storage);
  const fields = () => [...form.querySelectorAll(KEPT)];
  // A choice that stands as it came is nobody's typing.
  const typedIn = () => fields().filter((field) => field.value && field.tagName !== "SELECT");
  const values = kept.read();
  const empty = fields().filter((field) => !field.value && values[field.name]);
  for (const field of empty) field.value = values[field.name];
  if (restored) restored.hidden = !empty.some((field) => field.tagName !== "SELECT");

  function show() {
    const isKept = typedIn().length > 0 || withIt.some((other) => Object.values(other.read()).some(Boolean));
    if (clear) clear.hidden = !isKept;
  }

  form.addEventListener("input", () => {
    kept.write({ ...kept.read(), ...Object.fromEntries(fields().map((field) => [field.name, field.value])) });
    show();
  });
  show();
  clear?.addEventListener("click", () => {
    for (const field of fields()) {
      if (field.tagName === "SELECT") field.selectedIndex = 0;
      else field.value = "";
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    for (const each of [kept, ...withIt]) each.clear();
    if (restored) restored.hidden = true;
    clear.hidden = true;
    fields()[0]?.focus();
  });
}

/** Files that would be refused are refused before they are sent. */
function filesThatFit(input) {
  const said = element("p", { class: "errors", role: "alert" });
  const { mostFiles, mostBytes, refused } = input.dataset;
  input.after(said);
  input.addEventListener("change", () => {
    const tooLarge = [...input.files].filter((file) => file.size > mostBytes).map((file) => file.name);
    const isRefused = tooLarge.length > 0 || input.files.length > mostFiles;
    said.textContent = isRefused ? `${refused} ${tooLarge.join(", ")}` : "";
    if (isRefused) input.value = "";
  });
}

/* Copying and printing: buttons that only make sense with a script */

function copyButton(button) {
  const said = button.textContent;
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = said), 3000);
  });
}

function shareButton(button) {
  button.hidden = !navigator.share;
  button.addEventListener("click", () => {
    const url = document.getElementById(button.dataset.share).textContent.trim();
    navigator.share({ title: document.querySelector("h1").textContent, url }).catch(() => {});
  });
}

function printButton(button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

/* What was searched for and came to nothing is told to the editors: the words, and nothing about who typed them */

function searchLog(results) {
  const { searchLog: address, query, total } = results.dataset;
  const [visit] = performance.getEntriesByType("navigation");
  let isDone = Boolean(visit) && visit.type !== "navigate";

  function tell(opened) {
    const body = new URLSearchParams({ q: query, opened });
    fetch(address, { method: "POST", body, keepalive: true, credentials: "omit" }).catch(() => {});
  }

  function followed(event) {
    const link = event.button > 1 ? null : event.target.closest("a");
    if (link?.dataset.entry && !isDone) tell(link.dataset.entry);
    // Turning a page, choosing a topic or taking the suggested spelling is not giving up.
    if (link?.dataset.entry || link?.pathname === location.pathname) isDone = true;
  }

  if (Number(total) === 0) {
    if (!isDone) tell("");
    return;
  }
  document.addEventListener("click", followed);
  document.addEventListener("auxclick", followed);
  window.addEventListener("pagehide", () => {
    if (!isDone) tell("");
    isDone = true;
  });
}

/** What was marked in the answer goes along to the page that asks what is wrong with it. */
function quotedPassage(field) {
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    const place = chosen.anchorNode?.nodeType === Node.ELEMENT_NODE ? chosen.anchorNode : chosen.anchorNode?.parentElement;
    // Pressing a button takes the mark away; what was marked last still counts.
    if (chosen.isCollapsed || !place?.closest("[data-passages]")) return;
    field.value = chosen.toString().trim().slice(0, 500);
    field.disabled = !field.value;
  });
}

/** An opinion is kept with one tap: the form that the next page would show is sent from here. */
function inOneTap(form) {
  const read = async (response) => new DOMParser().parseFromString(await response.text(), "text/html");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const next = `${form.action}?${new URLSearchParams(new FormData(form, event.submitter))}`;
    try {
      const asking = (await read(await fetch(next))).querySelector("main form[method=post]");
      const response = await fetch(form.action, { method: "POST", body: new FormData(asking) });
      if (!response.ok) throw new Error(response.statusText);
      const thanks = (await read(response)).querySelectorAll("main h1, main h1 + p");
      const said = element("p", { class: "notice notice-good" });
      said.textContent = [...thanks].map((part) => part.textContent.trim()).join(". ");
      form.querySelector("[data-said]").replaceChildren(said);
      form.querySelectorAll("button").forEach((button) => (button.disabled = true));
    } catch {
      location.assign(next);
    }
  });
}

const ENLIVENED = {
  "[data-suggest]": combobox,
  "[data-forget]": (place) => storage(place.dataset.forget).clear(),
  "[data-keep]": keepTyped,
  "[data-most-bytes]": filesThatFit,
  "[data-suggest-for]": inlineSuggestions,
  "[data-copy]": copyButton,
  "[data-share]": shareButton,
  "[data-print]": printButton,
  "[data-one-tap]": inOneTap,
  "[data-search-log]": searchLog,
  "[data-told-by-script]": (field) => (field.value = ""),
  "[data-quoted]": quotedPassage,
  "[data-takes-focus]": (place) => place.focus(),
};

function enliven(root) {
  for (const [selector, make] of Object.entries(ENLIVENED)) {
    if (root.matches?.(selector)) make(root);
    root.querySelectorAll(selector).forEach(make);
  }
}

forgetOldTyping();
enliven(document);
// The desk puts new pages and parts in the place of old ones; the first, already alive, is the body itself.
document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) enliven(event.target);
});
