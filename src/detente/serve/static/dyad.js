// A brush over the picture: it fills in the days of the evidence and asks for them. With the pointer, or by keyboard with two
// handles; without script the form below the picture does the same.
const DAY = 86400000;
const frame = document.querySelector(".picture[data-first]");
const form = document.querySelector("form[aria-label='Days of the evidence']");

if (frame && form) {
  const left = Number(frame.dataset.left);
  const plot = Number(frame.dataset.plot);
  const first = Date.parse(frame.dataset.first);
  const span = Date.parse(frame.dataset.last) + DAY - first;
  const brush = document.createElement("div");
  brush.className = "brush";
  const chosen = document.createElement("div");
  chosen.className = "chosen";
  brush.append(chosen);
  const ends = [0, 1];

  const day = (share) => new Date(Math.min(first + share * span, first + span - DAY)).toISOString().slice(0, 10);
  const handles = ["First", "Last"].map((word, i) => {
    const handle = document.createElement("button");
    handle.type = "button";
    handle.setAttribute("role", "slider");
    handle.setAttribute("aria-label", `${word} day of the evidence`);
    handle.setAttribute("aria-valuemin", "0");
    handle.setAttribute("aria-valuemax", "100");
    handle.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1, PageDown: -10, PageUp: 10 }[event.key];
      if (step) {
        event.preventDefault();
        ends[i] = Math.max(0, Math.min(1, ends[i] + step / 100));
        show();
      } else if (event.key === "Enter") {
        event.preventDefault();
        ask();
      }
    });
    brush.append(handle);
    return handle;
  });

  function show() {
    const [low, high] = [Math.min(...ends), Math.max(...ends)];
    chosen.style.left = `${100 * (left + low * plot)}%`;
    chosen.style.width = `${100 * (high - low) * plot}%`;
    handles.forEach((handle, i) => {
      handle.style.left = `${100 * (left + ends[i] * plot)}%`;
      handle.setAttribute("aria-valuenow", String(Math.round(100 * ends[i])));
      handle.setAttribute("aria-valuetext", day(ends[i]));
    });
    form.elements.first.value = day(low);
    form.elements.last.value = day(Math.max(low, high - DAY / span));
  }
  const ask = () => form.requestSubmit();
  const share = (event) => {
    const box = frame.getBoundingClientRect();
    return Math.max(0, Math.min(1, ((event.clientX - box.left) / box.width - left) / plot));
  };
  let dragged = -1;
  brush.addEventListener("pointerdown", (event) => {
    dragged = handles.indexOf(event.target);
    if (dragged < 0) {
      ends[0] = ends[1] = share(event);
      dragged = 1;
    }
    brush.setPointerCapture(event.pointerId);
    show();
  });
  brush.addEventListener("pointermove", (event) => {
    if (dragged < 0) return;
    ends[dragged] = share(event);
    show();
  });
  brush.addEventListener("pointerup", () => {
    if (dragged >= 0 && Math.abs(ends[1] - ends[0]) > 0.005) ask();
    dragged = -1;
  });
  frame.append(brush);
  const shown = [form.elements.first.value, form.elements.last.value].map((value) => Date.parse(value));
  if (shown.every(Number.isFinite)) {
    ends[0] = (shown[0] - first) / span;
    ends[1] = (shown[1] + DAY - first) / span;
    show();
  } else {
    const kept = [form.elements.first.value, form.elements.last.value];
    show();
    [form.elements.first.value, form.elements.last.value] = kept;
    chosen.style.width = "0";
  }
}
