// The desk without reloads: its links and forms fetch the next page and put it in the place of this one. What changed is
// announced, focus goes where the reader would look, and a request that fails leaves everything typed where it is.

const DESK = "/desk/";

function announce(text) {
  const place = document.getElementById("announced");
  // The same words twice in a row are only said again when they change in between.
  place.textContent = "";
  setTimeout(() => (place.textContent = text), 50);
}

function trouble(text, link) {
  const place = document.getElementById("trouble");
  place.replaceChildren(text, ...(link ? [" ", link] : []));
  place.hidden = !text;
}

function linkToSignIn() {
  const { login, signIn } = document.getElementById("trouble").dataset;
  const next = encodeURIComponent(location.pathname + location.search);
  return Object.assign(document.createElement("a"), {
    href: `${login}?next=${next}`,
    target: "_blank",
    textContent: signIn,
  });
}

function cookie(name) {
  return document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

document.addEventListener("htmx:configRequest", (event) => {
  const { boosted, verb, path, parameters, headers } = event.detail;
  if (boosted && verb === "get" && !new URL(path, location).pathname.startsWith(DESK)) {
    event.preventDefault();
    location.assign(path);
  }
  // Whoever signed in again in another tab has a new token; the one in the form is of the past.
  const token = cookie("csrftoken");
  if (verb === "get" || !token) return;
  headers["X-CSRFToken"] = token;
  if (parameters.csrfmiddlewaretoken) parameters.csrfmiddlewaretoken = token;
});

let latest;

document.addEventListener("htmx:beforeSend", (event) => {
  if (event.detail.boosted) latest = event.detail.xhr;
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, boosted } = event.detail;
  // As in any browser, the last link followed is where one arrives, whatever was slower.
  if (boosted && xhr !== latest) event.detail.shouldSwap = false;
  // A link in a fragment leads to a page; where the fragment itself went is no matter of the link's.
  if (boosted && !event.detail.elt.hasAttribute("hx-target")) {
    Object.assign(event.detail, { target: document.body, selectOverride: "unset", swapOverride: "innerHTML" });
  }
  const address = new URL(xhr.responseURL || location.href);
  const { login, expired } = document.getElementById("trouble").dataset;
  if (address.pathname === login) {
    event.detail.shouldSwap = false;
    trouble(expired, linkToSignIn());
  } else if (!address.pathname.startsWith(DESK) || !xhr.getResponseHeader("Content-Type")?.startsWith("text/html")) {
    event.detail.shouldSwap = false;
    if (xhr.status < 400) location.assign(address);
  }
});

document.addEventListener("htmx:beforeHistoryUpdate", (event) => {
  const { history, xhr, pathInfo, requestConfig } = event.detail;
  const here = location.pathname + location.search;
  // The answer to a form that was not accepted has no address of its own.
  const isForm = requestConfig.verb !== "get" && pathInfo.responsePath === pathInfo.finalRequestPath;
  const isNamed = Boolean(xhr.getResponseHeader("HX-Replace-Url"));
  if (xhr.status >= 400 || (isForm && !isNamed)) history.path = here;
  if (history.path === here) history.type = "replace";
});

function showWhereOneIs() {
  for (const link of document.querySelectorAll(".tabs [aria-current], header .site-nav [aria-current]")) {
    link.scrollIntoView({ inline: "center", block: "nearest" });
  }
}

showWhereOneIs();

function arrive() {
  showWhereOneIs();
  const told = [...document.querySelectorAll(".messages > li, .error-summary h2")];
  announce(told.map((place) => place.textContent.trim()).join(" ") || document.title);
  if (document.activeElement !== document.body) return;
  const heading = document.querySelector("#content h1") ?? document.getElementById("content");
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

document.addEventListener("htmx:afterRequest", (event) => {
  const { successful, boosted, xhr } = event.detail;
  const isSignedOut = new URL(xhr.responseURL || location.href).pathname.startsWith("/accounts/");
  if (isSignedOut || !(successful || xhr.status === 409 || xhr.status === 422)) return;
  trouble("");
  if (boosted) arrive();
});

document.addEventListener("htmx:historyRestore", arrive);

document.addEventListener("htmx:responseError", (event) => {
  const said = document.getElementById("trouble").dataset;
  trouble(said[`status-${event.detail.xhr.status}`] ?? said.failed);
});

for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, () => trouble(document.getElementById("trouble").dataset.offline));
}

/* What was typed is not lost by a slip: a form that says so is not left without asking. */

const changed = new Set();
const isUnsaved = (except) => [...changed].some((form) => form.isConnected && form !== except);

document.addEventListener("input", (event) => {
  const form = event.target.closest("[data-warn-unsaved]");
  if (form) changed.add(form);
});

document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) changed.delete(event.target);
});

document.addEventListener("kept", (event) => changed.delete(event.target));

window.addEventListener("beforeunload", (event) => {
  if (isUnsaved()) event.preventDefault();
});

document.addEventListener("htmx:confirm", (event) => {
  const { elt, triggeringEvent } = event.detail;
  const isBoosted = !elt.closest("[hx-get], [hx-post]") && ["click", "submit"].includes(triggeringEvent?.type);
  if (!isBoosted || !isUnsaved(elt)) return;
  if (!window.confirm(document.getElementById("trouble").dataset.unsaved)) event.preventDefault();
});

/* The menu lies over the page: it goes when one turns to anything else. */

function closeMenu(except) {
  const menu = document.querySelector(".desk-menu[open]");
  if (!menu || menu.contains(except)) return;
  menu.open = false;
  return menu;
}

document.addEventListener("click", (event) => closeMenu(event.target));
document.addEventListener("focusin", (event) => closeMenu(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeMenu()?.querySelector("summary").focus();
});
