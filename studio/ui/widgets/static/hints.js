// Hints on the picture: their marks, and the popover in which a spot gets its colour.

const DOT = 7; // CSS pixels: radius of a hint's mark
const HOVER_MS = 10;
const HEX = /^#[0-9a-f]{6}$/i;

const spotKey = ({ spot }) => JSON.stringify(spot && [spot.x, spot.y, spot.choices]);

function makeHints(picture) {
  const { find, marks, queue, lens, shape, active, named } = picture;
  const popover = find(".popover");

  // --- marks --------------------------------------------------------------------------------------

  const drawPoint = ({ x, y, color, size }, group) => {
    const [cx, cy] = lens.onStage([x, y]);
    shape("circle", { class: "reach", cx, cy, r: Math.max((size * lens.longer) / 2, DOT) }, group);
    shape("circle", { class: "dot", cx, cy, r: DOT, fill: color }, group);
  };
  const drawStroke = ({ path, color, size }, group) => {
    const points = path.map(lens.onStage).map((spot) => spot.join(",")).join(" ");
    shape("polyline", { class: "hit", points, "stroke-width": Math.max(size * lens.longer, 2 * DOT) }, group);
    shape("polyline", { class: "casing", points, "stroke-width": 4 }, group);
    shape("polyline", { class: "line", points, "stroke-width": 2 }, group);
    const [cx, cy] = lens.onStage(path[Math.floor(path.length / 2)]);
    shape("circle", { class: "dot", cx, cy, r: DOT, fill: color }, group);
  };
  const drawMark = (mark, focused) => {
    const group = shape("g", { tabindex: 0, role: "button", "aria-label": mark.title, "data-name": mark.name });
    group.classList.toggle("selected", mark.name === picture.told.selected);
    shape("title", {}, group).textContent = mark.title;
    if (mark.path) drawStroke(mark, group); else drawPoint(mark, group);
    if (mark.name === focused) group.focus({ preventScroll: true });
  };
  const draw = (focused) => {
    const { marks: hints = [], next = [], spot } = picture.told;
    for (const hint of hints) drawMark(hint, focused);
    next.forEach((place, index) => {
      const [cx, cy] = lens.onStage(place);
      shape("circle", { class: "next", cx, cy, r: 12, "data-next": index, tabindex: 0, role: "button",
        "aria-label": `Spot ${index + 1} where a hint would tell most` });
    });
    if (spot && !spot.name) drawPoint(spot, shape("g", { class: "selected" }));
    placePopover();
  };

  // --- popover ------------------------------------------------------------------------------------

  const placePopover = () => {
    const { spot } = picture.told;
    popover.hidden = !spot;
    if (!spot) return;
    const [x, y] = lens.onStage([spot.x, spot.y]);
    const { offsetWidth: width, offsetHeight: height } = popover;
    const room = lens.room();
    const left = x + 24 + width <= room.width ? x + 24 : x - 24 - width;
    popover.style.left = `${within(left, 0, Math.max(room.width - width, 0))}px`;
    popover.style.top = `${within(y - height / 2, 0, Math.max(room.height - height, 0))}px`;
  };
  const offer = ({ color, name }) => {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", title: color });
    button.dataset.color = color;
    const swatch = document.createElement("i");
    swatch.style.background = color;
    button.append(swatch, name);
    return button;
  };
  const fillPopover = (spot) => {
    find(".title").textContent = spot.title;
    find(".choices").replaceChildren(...spot.choices.flatMap(({ heading, colors }) => {
      const words = document.createElement("p");
      words.textContent = heading;
      return [words, ...colors.map(offer)];
    }));
    for (const name of ["exact", "hex"]) find(`[name=${name}]`).value = spot.color;
    find("[name=spot-size]").value = spot.size;
    find("[data-send=delete]").hidden = !spot.name;
  };
  const show = (before) => {
    const { spot } = picture.told;
    const isNew = spot && spotKey(picture.told) !== spotKey(before);
    if (isNew) fillPopover(spot);
    placePopover();
    if (isNew) (picture.byKeyboard ? find(".choices button") ?? popover : popover).focus({ preventScroll: true });
    if (!spot && before.spot) find(".stage").focus({ preventScroll: true });
  };

  // --- deeds --------------------------------------------------------------------------------------

  const open = ({ x, y }) => queue.send({ act: "open", x, y });
  const openNext = (index) => open({ x: picture.told.next[index][0], y: picture.told.next[index][1] });
  const erase = () => {
    const name = named(active()) ?? picture.told.spot?.name ?? picture.told.selected;
    if (name) queue.send({ act: "delete", name });
  };
  const dragOn = ({ name, from, at }) => {
    marks.querySelector(`[data-name="${name}"]`)?.setAttribute("transform", `translate(${at.x - from.x} ${at.y - from.y})`);
  };
  const drop = ({ name, from, at, moved }) => {
    const [a, b] = [lens.share(from), lens.share(at)];
    if (moved) queue.send({ act: "move", name, dx: b.x - a.x, dy: b.y - a.y });
    else queue.send({ act: "select", name });
  };
  const paintOn = ({ path }) => {
    const { pen } = picture.told;
    const points = path.map(({ x, y }) => `${x},${y}`).join(" ");
    shape("polyline", { class: "line fresh", points, style: `stroke:${pen.color};opacity:0.8`,
      "stroke-width": Math.max(pen.size * lens.longer, 2) });
  };
  const paint = ({ path }) => {
    const spots = path.map(lens.share).map(({ x, y }) => [within(x, -0.5, 1.5), within(y, -0.5, 1.5)]);
    queue.send({ act: "paint", path: spots });
  };
  const chooseHex = (field) => {
    if (HEX.test(field.value)) queue.send({ act: "choose", color: field.value });
    else field.value = picture.told.spot.color;
  };
  const resize = (factor) => queue.send({ act: "size", size: within(picture.told.pen.size * factor, 0.002, 0.125) });
  const walk = (target, key) => {
    const all = [...popover.querySelectorAll(".choices button")];
    const way = { ArrowDown: 2, ArrowUp: -2, ArrowRight: 1, ArrowLeft: -1 }[key];
    const at = all.indexOf(target);
    all[at < 0 ? 0 : within(at + way, 0, all.length - 1)]?.focus();
  };

  let hovering;
  const hover = ({ target }) => {
    const color = target.closest?.("[data-color]")?.dataset.color ?? null;
    clearTimeout(hovering);
    hovering = setTimeout(() => {
      if (picture.told.spot && color !== picture.told.tried) queue.send({ act: "try", color });
    }, HOVER_MS);
  };
  for (const kind of ["pointerover", "pointerleave", "focusin"]) popover.addEventListener(kind, hover);
  find("[name=hex]").addEventListener("focus", ({ target }) => target.select());
  find("form").addEventListener("submit", (event) => event.preventDefault());

  return { draw, show, open, openNext, erase, dragOn, drop, paintOn, paint, resize, chooseHex, walk, popover };
}
