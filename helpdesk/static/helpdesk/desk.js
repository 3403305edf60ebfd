"use strict";

// Puts the Markdown link of an FAQ entry where the writer is; the request that counts the reuse goes its own way.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert-address]");
  const text = document.querySelector("#composer textarea");
  if (!button || !text) return;
  const words = button.dataset.insertText.replace(/[[\]\\]/g, "\\$&");
  text.setRangeText(`[${words}](${button.dataset.insertAddress})`, text.selectionStart, text.selectionEnd, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
  text.focus();
});

// What was typed is not lost by a slip: the browser asks before it leaves the page.
const changed = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.closest("[data-warn-unsaved]");
  if (form) changed.add(form);
});

document.addEventListener("submit", (event) => changed.delete(event.target));

window.addEventListener("beforeunload", (event) => {
  if (changed.size) event.preventDefault();
});
