// Working together on a ticket: who else is here, and whom one mentions in a note.

/* Presence: a form that reports by itself. It says whether one writes, keeps still while the tab is hidden, and neither
   announces what has not changed nor hides a message about something that failed. */

const IDLE_AFTER = 60_000;
const isReport = (event) => event.target.matches?.("[data-presence]");
let idle;

document.addEventListener("input", (event) => {
  const form = document.querySelector("[data-presence]");
  if (!form || !event.target.closest("#composer textarea")) return;
  const { writing } = form.elements;
  const hasBegun = writing.value === "0";
  writing.value = "1";
  clearTimeout(idle);
  idle = setTimeout(() => (writing.value = "0"), IDLE_AFTER);
  if (hasBegun) window.htmx.trigger(form, "report");
});

document.addEventListener("htmx:configRequest", (event) => {
  if (isReport(event) && document.hidden) event.preventDefault();
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const place = event.detail.target;
  if (place.id !== "present") return;
  const news = document.createElement("p");
  news.innerHTML = event.detail.serverResponse;
  if (news.textContent.trim() === place.textContent.trim()) event.detail.shouldSwap = false;
});

for (const name of ["htmx:afterRequest", "htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, (event) => isReport(event) && event.stopPropagation(), true);
}

/* Mentions: after an @, the names that go on like this, to choose with the arrow keys. */

const MENTION = /(?<![\w@./+-])@([\p{L}\p{N}_.+-]*)$/u;
let people;
let list;

async function loadPeople(address) {
  const answer = await fetch(address, { headers: { "HX-Request": "true" } });
  const page = new DOMParser().parseFromString(answer.ok ? await answer.text() : "", "text/html");
  return [...page.querySelectorAll("[data-mention]")].map((row) => ({
    name: row.dataset.mention,
    words: row.textContent.trim().toLocaleLowerCase(document.documentElement.lang),
    text: row.textContent.trim(),
  }));
}

function close() {
  if (!list) return;
  list.field.removeAttribute("aria-activedescendant");
  list.field.removeAttribute("aria-controls");
  list.place.remove();
  list = undefined;
}

function choose(option) {
  const { field, typed } = list;
  close();
  const end = field.selectionStart;
  field.setRangeText(`@${option.dataset.mention} `, end - typed.length - 1, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

function mark(option) {
  list.place.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
  option.setAttribute("aria-selected", "true");
  option.scrollIntoView({ block: "nearest" });
  list.field.setAttribute("aria-activedescendant", option.id);
}

function offer(field, typed) {
  close();
  const words = typed.toLocaleLowerCase(document.documentElement.lang);
  const found = people.filter((person) => person.words.split(/[\s@]+/).some((word) => word.startsWith(words))).slice(0, 6);
  if (!found.length) return;
  const place = document.createElement("ul");
  Object.assign(place, { className: "mentions", id: "mentions", role: "listbox", ariaLabel: field.dataset.mentionsLabel });
  place.append(
    ...found.map((person, number) => {
      const option = document.createElement("li");
      Object.assign(option, { id: `mention-${number}`, role: "option", textContent: person.text });
      option.setAttribute("aria-selected", "false");
      option.dataset.mention = person.name;
      return option;
    }),
  );
  list = { field, typed, place };
  field.after(place);
  field.setAttribute("aria-controls", "mentions");
  mark(place.firstElementChild);
}

document.addEventListener("input", async (event) => {
  const field = event.target;
  const address = document.querySelector("[data-colleagues]")?.dataset.colleagues;
  if (!address || !field.matches("#composer textarea")) return;
  const typedIn = () => MENTION.exec(field.value.slice(0, field.selectionStart));
  if (!typedIn()) return close();
  people ??= await loadPeople(address);
  const match = typedIn();
  if (match) offer(field, match[1]);
});

document.addEventListener(
  "keydown",
  (event) => {
    if (!list || event.target !== list.field || event.isComposing) return;
    const options = [...list.place.children];
    const at = options.findIndex((option) => option.ariaSelected === "true");
    const step = { ArrowDown: 1, ArrowUp: options.length - 1 }[event.key];
    if (step) mark(options[(at + step) % options.length]);
    else if (event.key === "Enter" || event.key === "Tab") choose(options[at]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  },
  true,
);

document.addEventListener("mousedown", (event) => {
  const option = event.target.closest("#mentions [data-mention]");
  if (!option) return close();
  event.preventDefault();
  choose(option);
});
