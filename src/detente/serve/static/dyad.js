// The brush: two handles over the timeline choose days, which go into the form of the events and are asked for as by hand.
const DAY = 86_400_000;
const SVG = "http://www.w3.org/2000/svg";
const figure = document.querySelector(".timeline[data-first]");
const form = document.getElementById("days");
if (figure && form) brush(figure, form);

function brush(figure, form) {
  const at = Object.fromEntries(["left", "top", "width", "height", "wholeWidth", "wholeHeight"].map((name) => [name, Number(figure.dataset[name])]));
  const first = toDay(figure.dataset.first), last = toDay(figure.dataset.last);
  const fields = [form.elements.namedItem("from"), form.elements.namedItem("to")];
  const days = [bound(fields[0].value, false) ?? first, bound(fields[1].value, true) ?? last].map(within);

  const plot = document.createElement("span");
  plot.className = "plot";
  const picture = figure.querySelector("picture");
  picture.replaceWith(plot);
  const layer = make("svg", { class: "brush", viewBox: `0 0 ${at.wholeWidth} ${at.wholeHeight}`, preserveAspectRatio: "none" });
  layer.setAttribute("role", "group");
  layer.setAttribute("aria-label", "Days of the events below: arrow keys move a handle, Enter shows them");
  plot.append(picture, layer);
  const ground = make("rect", { class: "ground", x: at.left, y: at.top, width: at.width, height: at.height });
  const chosen = make("rect", { class: "chosen", y: at.top, height: at.height });
  const handles = ["First day", "Last day"].map((name, side) => {
    const handle = make("g", { class: "handle", tabindex: 0, role: "slider", "aria-label": name, "aria-orientation": "horizontal" });
    handle.append(
      make("rect", { x: -12, y: at.top, width: 24, height: at.height }),
      make("line", { y1: at.top, y2: at.top + at.height }),
      make("circle", { cy: at.top + at.height / 2, r: 7 }),
    );
    handle.addEventListener("keydown", (event) => press(event, side));
    handle.addEventListener("pointerdown", (event) => drag(event, () => side));
    return handle;
  });
  layer.append(ground, chosen, ...handles);
  ground.addEventListener("pointerdown", (event) => drag(event, begin));
  show();

  // A new stretch begins where the pointer goes down, and the last day follows it.
  function begin(event) {
    days[0] = days[1] = dayAt(event);
    return 1;
  }

  function drag(event, choose) {
    if (event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    let side = choose(event);
    const from = event.clientX;
    let moved = false;
    const move = (next) => {
      moved ||= Math.abs(next.clientX - from) > 3;
      if (!moved) return;
      days[side] = dayAt(next);
      if (days[0] > days[1]) {
        days.reverse();
        side = 1 - side;
      }
      show();
    };
    const end = (next) => {
      layer.removeEventListener("pointermove", move);
      layer.removeEventListener("pointerup", end);
      layer.removeEventListener("pointercancel", end);
      if (moved && next.type === "pointerup") send();
      else restore();
    };
    layer.setPointerCapture(event.pointerId);
    layer.addEventListener("pointermove", move);
    layer.addEventListener("pointerup", end);
    layer.addEventListener("pointercancel", end);
  }

  // A click that moves nothing asks for nothing.
  function restore() {
    days[0] = within(bound(fields[0].value, false) ?? first);
    days[1] = within(bound(fields[1].value, true) ?? last);
    show();
  }

  function press(event, side) {
    const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -30, PageUp: 30 }[event.key];
    if (event.key === "Enter") send();
    else if (event.key === "Home") days[side] = side ? days[0] : first;
    else if (event.key === "End") days[side] = side ? last : days[1];
    else if (step) days[side] = Math.min(side ? last : days[1], Math.max(side ? days[0] : first, days[side] + step * (event.shiftKey ? 7 : 1)));
    else return;
    event.preventDefault();
    write();
    show();
  }

  function write() {
    fields[0].value = written(days[0]);
    fields[1].value = written(days[1]);
  }

  function send() {
    write();
    form.requestSubmit();
  }

  function show() {
    const edges = [pixel(days[0]), pixel(days[1] + 1)];
    chosen.setAttribute("x", edges[0]);
    const all = days[0] === first && days[1] === last;
    chosen.setAttribute("width", all ? 0 : Math.max(0, edges[1] - edges[0]));
    handles.forEach((handle, side) => {
      handle.setAttribute("transform", `translate(${edges[side]},0)`);
      handle.setAttribute("aria-valuemin", side ? days[0] : first);
      handle.setAttribute("aria-valuemax", side ? last : days[1]);
      handle.setAttribute("aria-valuenow", days[side]);
      handle.setAttribute("aria-valuetext", written(days[side]));
    });
  }

  function pixel(day) {
    return at.left + ((day - first) / (last + 1 - first)) * at.width;
  }

  function dayAt(event) {
    const box = layer.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * at.wholeWidth;
    return within(Math.floor(first + ((x - at.left) / at.width) * (last + 1 - first)));
  }

  function within(day) {
    return Math.min(last, Math.max(first, day));
  }
}

function make(name, attributes) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

function toDay(text) {
  return Date.parse(`${text}T00:00:00Z`) / DAY;
}

function written(day) {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

// 2008, 2008-03 or 2008-03-15, as the server reads them; null for anything else.
function bound(text, end) {
  const match = /^(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?$/.exec(text.trim());
  if (!match) return null;
  const [year, month, day] = match.slice(1).map((part) => part && Number(part));
  const time = end ? Date.UTC(year, month ? (day ? month - 1 : month) : 12, day ?? 0) : Date.UTC(year, (month ?? 1) - 1, day ?? 1);
  return time / DAY;
}
