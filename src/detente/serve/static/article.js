// What belongs together lights up together: the words of a row and its card, by pointer and by focus.
const all = [...document.querySelectorAll("[data-ids]")];
const byId = new Map();
for (const element of all) {
  for (const id of element.dataset.ids.split(" ")) byId.set(id, [...(byId.get(id) ?? []), element]);
}

let lit = [];
function light(target) {
  for (const element of lit) element.classList.remove("lit");
  const from = target?.closest?.("[data-ids]");
  const ids = from ? from.dataset.ids.split(" ") : [];
  lit = ids.filter((id) => !id.startsWith("a-") || ids.length === 1).flatMap((id) => byId.get(id) ?? []);
  for (const element of lit) element.classList.add("lit");
}
document.addEventListener("pointerover", (event) => light(event.target));
document.addEventListener("focusin", (event) => light(event.target));

// A click on marked words shows the card of the innermost row, as their number does.
document.querySelector(".text")?.addEventListener("click", (event) => {
  const words = event.target.closest("span[data-ids]");
  if (!words || String(getSelection())) return;
  const ids = words.dataset.ids.split(" ");
  const id = ids.find((i) => i.startsWith("e-")) ?? ids.at(-1);
  document.getElementById(id)?.scrollIntoView({ block: "nearest" });
});

// Who comes for a row sees its words in the middle of the text, and its card beside them.
const wanted = decodeURIComponent(location.hash.slice(1));
const card = document.getElementById(wanted);
const words = document.getElementById(`t-${wanted}`);
if (card?.classList.contains("card") && words) {
  const cards = card.closest(".cards");
  addEventListener("load", () => {
    words.scrollIntoView({ block: "center", behavior: "instant" });
    if (getComputedStyle(cards).overflowY === "auto") cards.scrollTop = card.offsetTop - 60;
  });
}
