// The composer of the desk: marks at a key, files dropped or pasted, links and templates put where one writes. What is
// typed is saved by the site (see hx-post in the templates); until the site has it, this browser keeps it.

const text = () => document.querySelector("#composer textarea");

/* Marks */

function put(words, field = text()) {
  field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

function around(mark) {
  const field = text();
  const [start, end] = [field.selectionStart, field.selectionEnd];
  put(mark + field.value.slice(start, end) + mark);
  field.setSelectionRange(start + mark.length, end + mark.length);
}

function before(mark) {
  const field = text();
  const start = field.value.lastIndexOf("\n", field.selectionStart - 1) + 1;
  const lines = field.value.slice(start, field.selectionEnd).split("\n");
  const isNumbered = mark === "1. ";
  // A list begins after an empty line, or Markdown reads it as part of the paragraph.
  const gap = start > 0 && !field.value.slice(0, start).endsWith("\n\n") ? "\n" : "";
  field.setSelectionRange(start, field.selectionEnd);
  put(gap + lines.map((line, i) => (isNumbered ? `${i + 1}. ` : mark) + line).join("\n"));
}

function link(placeholder) {
  const field = text();
  const start = field.selectionStart;
  const words = field.value.slice(start, field.selectionEnd) || placeholder;
  put(`[${words}](https://)`);
  field.setSelectionRange(start + words.length + 3, start + words.length + 11);
}

document.addEventListener("click", (event) => {
  const { around: mark, before: start, link: words } = event.target.closest(".toolbar button")?.dataset ?? {};
  if (!text()) return;
  if (mark) around(mark);
  else if (start) before(start);
  else if (words) link(words);
});

document.addEventListener("keydown", (event) => {
  if (event.target !== text() || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  const mark = { b: "**", i: "*" }[event.key];
  if (!mark && event.key !== "k") return;
  event.preventDefault();
  if (mark) around(mark);
  else link(document.querySelector(".toolbar [data-link]").dataset.link);
});

/* Links to entries and reply templates */

function open(opener) {
  const dialog = document.getElementById(opener.dataset.opens);
  dialog.showModal();
  const input = dialog.querySelector("[type=search]");
  input?.dispatchEvent(new Event("opened"));
  input?.focus();
}

function insert(button) {
  const { insert: words, template, insertText, insertAddress } = button.dataset;
  button.closest("dialog")?.close();
  if (template) document.querySelector("#composer [name=templates]").value += ` ${template}`;
  put(words ?? `[${insertText.replace(/[[\]\\]/g, "\\$&")}](${insertAddress})`);
}

document.addEventListener(
  "click",
  (event) => {
    const opener = event.target.closest("[data-opens]");
    const button = text() && event.target.closest("[data-insert-address], [data-insert]");
    if (!opener && !button) return;
    // Neither the form nor htmx shall see this click: the words go where the writer is.
    event.preventDefault();
    event.stopPropagation();
    if (opener) open(opener);
    else insert(button);
  },
  true,
);

document.addEventListener("keydown", (event) => {
  const dialog = event.target.closest("#insert-dialog");
  if (!dialog || !["ArrowDown", "ArrowUp", "Enter"].includes(event.key)) return;
  const choices = [...dialog.querySelectorAll(".insertable button")];
  const isInput = event.target.matches("input");
  if (event.key === "Enter" && !isInput) return;
  event.preventDefault();
  if (event.key === "Enter") return choices[0]?.click();
  const at = choices.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
  (choices[at] ?? dialog.querySelector("input")).focus();
});

/* Files: dropped on the text, or pasted into it */

function send(files) {
  const input = document.querySelector("[data-upload] [type=file]");
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  input.files = transfer.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

document.addEventListener("dragover", (event) => {
  if (event.target.closest?.("#composer") && event.dataTransfer.types.includes("Files")) event.preventDefault();
});

document.addEventListener("drop", (event) => {
  if (!event.target.closest?.("#composer") || !event.dataTransfer.files.length) return;
  event.preventDefault();
  send(event.dataTransfer.files);
});

document.addEventListener("paste", (event) => {
  if (event.target !== text() || !event.clipboardData.files.length) return;
  event.preventDefault();
  send(event.clipboardData.files);
});

document.addEventListener("htmx:xhr:progress", (event) => {
  const bar = event.target.matches("[data-upload]") && event.target.querySelector("progress");
  if (!bar || !event.detail.lengthComputable) return;
  bar.hidden = false;
  bar.value = (100 * event.detail.loaded) / event.detail.total;
});

/* What the site does not have yet */

const KEY = (name) => `reply:${name}`;

function local(action, name, ...value) {
  try {
    return localStorage[action](KEY(name), ...value);
  } catch {
    // A browser that keeps nothing is respected.
    return null;
  }
}

document.addEventListener("input", (event) => {
  if (event.target === text()) local("setItem", text().form.dataset.composer, text().value);
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig } = event.detail;
  const { elt, parameters } = requestConfig;
  if (xhr.status !== 200 || new URL(xhr.responseURL).pathname.startsWith("/accounts/")) return;
  const form = elt.closest("[data-composer], [data-forgets]");
  const isDone = elt === form || (elt.matches("[data-autosave]") && parameters.body === text()?.value);
  if (form && isDone) local("removeItem", form.dataset.composer ?? form.dataset.forgets);
});

function restore() {
  const form = document.querySelector("[data-composer]");
  const kept = form && local("getItem", form.dataset.composer);
  if (!kept || kept === text().value) return;
  text().value = kept;
  text().dispatchEvent(new Event("input", { bubbles: true }));
  const told = Object.assign(document.createElement("p"), { className: "notice", textContent: form.dataset.restored });
  form.querySelector("#preview").before(told);
}

restore();
document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body && event.target.querySelector("[data-composer]")) restore();
});
