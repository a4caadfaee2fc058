// Keys of the review, and places in the text taken from what is selected. Without scripts, the buttons and words do the same.
const typing = (target) => target.closest("input, select, textarea, [contenteditable]");

const keys = {
  a: () => document.getElementById("accept")?.click(),
  x: () => document.getElementById("reject")?.click(),
  u: () => (document.getElementById("undo-last") ?? document.getElementById("undo"))?.click(),
  e: () => document.querySelector("#fields select, #fields textarea, #fields input:not([type=hidden])")?.focus(),
  j: () => document.getElementById("below")?.click(),
  k: () => document.getElementById("above")?.click(),
};
keys.n = keys.j;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
  if (!Object.hasOwn(keys, event.key)) return;
  event.preventDefault();
  keys[event.key]();
});

document.getElementById("edit")?.addEventListener("click", (event) => {
  event.preventDefault();
  keys.e();
});

// A judgement is sent once, however often its key is pressed.
let sent = false;
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
}
addEventListener("pageshow", () => {
  sent = false;
});

// Offsets here are UTF-16, those of the store code points, and a browser keeps no carriage return: each piece knows where it
// begins, and one that shows other characters than the text has knows how many it stands for.
const points = (text) => [...text].length;

export function placeOf(range, pieces) {
  let start = Infinity;
  let end = -1;
  for (const piece of pieces) {
    const words = piece.firstChild;
    if (!words || !range.intersectsNode(words)) continue;
    const from = range.startContainer === words ? range.startOffset : 0;
    const until = range.endContainer === words ? range.endOffset : words.data.length;
    if (from >= until) continue;
    const begin = Number(piece.dataset.start);
    const whole = piece.dataset.length;
    start = Math.min(start, whole ? begin : begin + points(words.data.slice(0, from)));
    end = Math.max(end, begin + (whole ? Number(whole) : points(words.data.slice(0, until))));
  }
  return end < 0 ? null : [start, end];
}

const excerpt = document.getElementById("excerpt");
let place = null;
document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  if (excerpt && range.intersectsNode(excerpt)) place = placeOf(range, excerpt.querySelectorAll("[data-start]"));
});

for (const button of document.querySelectorAll("button.take")) {
  button.hidden = !excerpt;
  button.addEventListener("click", () => {
    const field = document.getElementById(button.dataset.field);
    if (place) field.value = `${place[0]}-${place[1]}`;
    else field.focus();
  });
}
for (const words of document.querySelectorAll(".scripts")) words.hidden = !excerpt;
