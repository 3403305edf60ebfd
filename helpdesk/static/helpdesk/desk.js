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
