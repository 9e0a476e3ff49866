// The photo in hand: its picture, zoomed and panned, with the hints on it. What a person does is
// told as events; what is shown is what the server told last. Places are shares of the photo's sides.

const LEAST_SIDE = 300; // CSS pixels: a panorama or a column opens no lower or narrower
const MOST_ZOOM = 16; // CSS pixels that a pixel of the photo takes at most
const AROUND = 200; // CSS pixels of the window that are left to what is around the stage
const WHEEL = 0.002; // of the zoom's logarithm, a pixel of the wheel's way
const STILL = 4; // CSS pixels: a pointer that moved less has clicked
const REST_MS = { look: 200, hover: 10 };
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const STEP = 0.02; // of the photo's sides, a press of an arrow key
const DOT = 7; // CSS pixels: radius of a hint's mark
const SVG = "http://www.w3.org/2000/svg";

const within = (value, low, high) => Math.min(Math.max(value, low), high);

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".picture");
  root.photo ??= bringToLife(root);
  root.photo.show(data, setStateValue);
}

function bringToLife(root) {
  const find = (selector) => root.querySelector(selector);
  const [stage, view, marks, cross] = [".stage", ".view", ".marks", ".cross"].map(find);
  const popover = find(".popover");
  const queue = makeQueue();
  let told = {};
  let lens = null; // {scale, x, y, fits}: CSS pixels a pixel of the photo, where its corner lies
  let spotted = { x: 0.5, y: 0.5 }; // the cross-hair
  let byKeyboard = false;

  // --- where things are -------------------------------------------------------------------------

  const room = () => ({ width: stage.clientWidth, height: stage.clientHeight });
  const fitted = () => Math.min(room().width / told.width, room().height / told.height);
  const opening = () =>
    Math.max(fitted(), Math.min(LEAST_SIDE, room().width) / told.width, Math.min(LEAST_SIDE, room().height) / told.height);
  const measure = () => {
    const wide = (stage.clientWidth * told.height) / told.width;
    stage.style.height = `${Math.round(Math.max(LEAST_SIDE, Math.min(wide, innerHeight - AROUND)))}px`;
  };
  const place = ({ clientX, clientY }) => {
    const box = stage.getBoundingClientRect();
    return { x: clientX - box.left, y: clientY - box.top };
  };
  const share = ({ x, y }) => ({
    x: (x - lens.x) / (lens.scale * told.width),
    y: (y - lens.y) / (lens.scale * told.height),
  });
  const onStage = ([x, y]) => [lens.x + x * lens.scale * told.width, lens.y + y * lens.scale * told.height];
  const inside = ({ x, y }) => x >= 0 && x < 1 && y >= 0 && y < 1;

  // --- zoom ---------------------------------------------------------------------------------------

  const settle = () => {
    for (const [axis, side] of [["x", "width"], ["y", "height"]]) {
      const spare = room()[side] - lens.scale * told[side];
      lens[axis] = spare >= 0 ? spare / 2 : within(lens[axis], spare, 0);
    }
    Object.assign(view.style, {
      left: `${lens.x}px`, top: `${lens.y}px`,
      width: `${lens.scale * told.width}px`, height: `${lens.scale * told.height}px`,
    });
    root.classList.toggle("zoomed", !lens.fits);
    root.classList.toggle("pixels", lens.scale * devicePixelRatio >= 2);
    find("output").textContent = `${Math.round(lens.scale * devicePixelRatio * 100)} %`;
    drawMarks();
    look();
  };
  const fit = () => {
    lens = { scale: opening(), x: 0, y: 0, fits: true };
    if (lens.scale * told.width > room().width) lens.x = (room().width - lens.scale * told.width) / 2;
    if (lens.scale * told.height > room().height) lens.y = (room().height - lens.scale * told.height) / 2;
    settle();
  };
  const follow = (from, to, factor) => {
    const scale = within(lens.scale * factor, Math.min(fitted(), opening()), MOST_ZOOM);
    const grown = scale / lens.scale;
    lens = { scale, x: to.x - (from.x - lens.x) * grown, y: to.y - (from.y - lens.y) * grown };
    settle();
  };
  const zoom = (factor) => {
    const middle = { x: room().width / 2, y: room().height / 2 };
    if (factor) follow(middle, middle, factor);
    else fit();
  };
  let looking;
  const look = () => {
    clearTimeout(looking);
    looking = setTimeout(() => {
      const sharp = lens.scale * devicePixelRatio * told.width <= told.sharp * 1.05;
      const [low, high] = [share({ x: 0, y: 0 }), share({ x: room().width, y: room().height })];
      const box = [low.x, low.y, high.x, high.y].map((value) => within(value, 0, 1));
      if (sharp ? told.crop : `${told.crop?.asked}` !== `${box}`) queue.send({ act: "look", box: sharp ? null : box });
    }, REST_MS.look);
  };

  // --- what is drawn ------------------------------------------------------------------------------

  const shape = (name, attributes, parent = marks) => {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    parent.append(element);
    return element;
  };
  const drawMarks = () => {
    const focused = marks.getRootNode().activeElement?.dataset?.name;
    marks.replaceChildren();
    const longer = Math.max(told.width, told.height) * lens.scale;
    for (const mark of told.marks) {
      const group = shape("g", { tabindex: 0, role: "button", "aria-label": mark.title, "data-name": mark.name });
      group.classList.toggle("selected", mark.name === told.selected);
      const title = shape("title", {}, group);
      title.textContent = mark.title;
      if (mark.path) drawStroke(mark, group, longer);
      else drawPoint(mark, group, longer);
      if (mark.name === focused) group.focus({ preventScroll: true });
    }
    told.next.forEach((spot, index) => {
      const [cx, cy] = onStage(spot);
      shape("circle", { class: "next", cx, cy, r: 12, "data-next": index, tabindex: 0, role: "button",
        "aria-label": `Spot ${index + 1} where a hint would tell most` });
    });
    if (told.spot && !told.spot.name) {
      drawPoint({ ...told.spot, color: told.spot.color, size: told.spot.size }, shape("g", { class: "selected" }), longer);
    }
    showPopover();
  };
  const drawPoint = ({ x, y, color, size }, group, longer) => {
    const [cx, cy] = onStage([x, y]);
    shape("circle", { class: "reach", cx, cy, r: Math.max((size * longer) / 2, DOT) }, group);
    shape("circle", { class: "dot", cx, cy, r: DOT, fill: color }, group);
  };
  const drawStroke = ({ path, color, size }, group, longer) => {
    const points = path.map(onStage).map((spot) => spot.join(",")).join(" ");
    shape("polyline", { class: "hit", points, "stroke-width": Math.max(size * longer, 2 * DOT) }, group);
    shape("polyline", { class: "casing", points, "stroke-width": 4 }, group);
    shape("polyline", { class: "line", points, "stroke-width": 2 }, group);
    const [cx, cy] = onStage(path[Math.floor(path.length / 2)]);
    shape("circle", { class: "dot", cx, cy, r: DOT, fill: color }, group);
  };
  const showPopover = () => {
    popover.hidden = !told.spot;
    if (!told.spot) return;
    const [x, y] = onStage([told.spot.x, told.spot.y]);
    const { offsetWidth: width, offsetHeight: height } = popover;
    const left = x + 24 + width <= room().width ? x + 24 : x - 24 - width;
    popover.style.left = `${within(left, 0, Math.max(room().width - width, 0))}px`;
    popover.style.top = `${within(y - height / 2, 0, Math.max(room().height - height, 0))}px`;
  };
  const fillPopover = (spot) => {
    find(".title").textContent = spot.title;
    const choices = find(".choices");
    choices.replaceChildren();
    for (const { heading, colors } of spot.choices) {
      const words = document.createElement("p");
      words.textContent = heading;
      choices.append(words);
      for (const { color, name } of colors) {
        const button = document.createElement("button");
        Object.assign(button, { type: "button", title: color });
        button.dataset.color = color;
        const swatch = document.createElement("i");
        swatch.style.background = color;
        button.append(swatch, name);
        choices.append(button);
      }
    }
    find("[name=exact]").value = spot.color;
    find("[name=spot-size]").value = spot.size;
    find("[data-send=delete]").hidden = !spot.name;
  };

  const show = (data, setStateValue) => {
    const [before, opened] = [told, data.photo !== told.photo];
    told = data;
    queue.connect(setStateValue, data.seen);
    find(".result").src = data.picture;
    stage.setAttribute("aria-label", data.label);
    const original = find(".original");
    if (original.src !== data.original) original.src = data.original;
    const crop = find(".crop");
    crop.hidden = !data.crop;
    if (data.crop) {
      const [left, top, right, bottom] = data.crop.box;
      crop.src = data.crop.picture;
      Object.assign(crop.style, {
        left: `${left * 100}%`, top: `${top * 100}%`,
        width: `${(right - left) * 100}%`, height: `${(bottom - top) * 100}%`,
      });
    }
    root.dataset.tool = data.pen.tool;
    for (const button of root.querySelectorAll("[data-tool]")) {
      button.setAttribute("aria-pressed", button.dataset.tool === data.pen.tool);
    }
    find("[data-send=next]").setAttribute("aria-pressed", data.next_shown);
    find("[name=color]").value = data.pen.color;
    find("[name=size]").value = data.pen.size;
    const isNew = JSON.stringify(data.spot && [data.spot.x, data.spot.y, data.spot.choices])
      !== JSON.stringify(before.spot && [before.spot.x, before.spot.y, before.spot.choices]);
    if (data.spot && isNew) fillPopover(data.spot);
    popover.hidden = !data.spot;
    if (opened || !lens) { measure(); fit(); } else settle();
    if (data.spot && isNew) (byKeyboard ? find(".choices button") ?? popover : popover).focus({ preventScroll: true });
    if (!data.spot && before.spot) stage.focus({ preventScroll: true });
  };

  // --- hands --------------------------------------------------------------------------------------

  const open = (spot) => {
    if (inside(spot)) queue.send({ act: "open", ...spot });
  };
  const named = (target) => target.closest?.("[data-name]")?.dataset.name;
  const fingers = new Map();
  let held = null; // what the pointer does: {deed, from, at, path, name, moved}
  let spaced = false;

  const grip = () => {
    const [a, b = a] = fingers.values();
    return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, spread: Math.max(Math.hypot(a.x - b.x, a.y - b.y), 1) };
  };
  const deedOf = (event) => {
    if (event.button === 1 || spaced) return "pan";
    if (event.altKey) return "pick";
    if (named(event.target)) return "drag";
    return told.pen.tool === "brush" ? "paint" : "click";
  };
  stage.addEventListener("pointerdown", (event) => {
    if (event.target.closest(".popover") || event.button === 2 || fingers.size === 2) return;
    byKeyboard = false;
    const at = place(event);
    fingers.set(event.pointerId, at);
    stage.setPointerCapture(event.pointerId);
    if (fingers.size === 2) held = { deed: "pinch" };
    else held = { deed: deedOf(event), from: at, at, path: [at], name: named(event.target), moved: false,
      next: event.target.dataset.next };
    root.classList.toggle("panning", held.deed === "pan");
    if (event.button === 1) event.preventDefault();
  });
  stage.addEventListener("pointermove", (event) => {
    if (!fingers.has(event.pointerId) || !held) return;
    const before = grip();
    fingers.set(event.pointerId, place(event));
    const after = grip();
    held.at = place(event);
    held.moved ||= Math.hypot(held.at.x - held.from?.x, held.at.y - held.from?.y) > STILL;
    const pans = held.deed === "pan" || (held.deed === "click" && held.moved && event.pointerType === "mouse");
    if (held.deed === "pinch") follow(before, after, after.spread / before.spread);
    else if (pans) follow(before, after, 1);
    else if (held.deed === "paint") paintOn(held);
    else if (held.deed === "drag" && held.moved) dragOn(held);
  });
  const paintOn = (stroke) => {
    stroke.path.push(stroke.at);
    marks.querySelector(".fresh")?.remove();
    const points = stroke.path.map(({ x, y }) => `${x},${y}`).join(" ");
    const longer = Math.max(told.width, told.height) * lens.scale;
    shape("polyline", { class: "line fresh", points, style: `stroke:${told.pen.color};opacity:0.8`,
      "stroke-width": Math.max(told.pen.size * longer, 2) });
  };
  const dragOn = ({ name, from, at }) => {
    marks.querySelector(`[data-name="${name}"]`)?.setAttribute("transform", `translate(${at.x - from.x} ${at.y - from.y})`);
  };
  const deeds = {
    click: ({ from, moved, next }) => {
      if (next !== undefined) open({ x: told.next[next][0], y: told.next[next][1] });
      else if (!moved) open(share(from));
    },
    pick: ({ from }) => inside(share(from)) && queue.send({ act: "pick", ...share(from) }),
    drag: ({ name, from, at, moved }) => {
      const [a, b] = [share(from), share(at)];
      if (moved) queue.send({ act: "move", name, dx: b.x - a.x, dy: b.y - a.y });
      else queue.send({ act: "select", name });
    },
    paint: ({ path }) => {
      const spots = path.map(share).map(({ x, y }) => [within(x, -0.5, 1.5), within(y, -0.5, 1.5)]);
      queue.send({ act: "paint", path: spots });
    },
  };
  const release = (event) => {
    if (!fingers.delete(event.pointerId)) return;
    root.classList.remove("panning");
    if (fingers.size) return;
    if (event.type === "pointerup") deeds[held?.deed]?.(held);
    held = null;
  };
  stage.addEventListener("pointerup", release);
  stage.addEventListener("pointercancel", release);
  stage.addEventListener("dblclick", (event) => event.target.closest(".popover") || fit());
  stage.addEventListener("contextmenu", (event) => {
    if (!named(event.target)) return;
    event.preventDefault();
    queue.send({ act: "delete", name: named(event.target) });
  });
  stage.addEventListener("wheel", (event) => {
    // A page that is scrolled must not stop at a picture: it zooms once it was clicked.
    if (event.target.closest(".popover") || (!event.ctrlKey && !root.matches(":focus-within"))) return;
    event.preventDefault();
    follow(place(event), place(event), Math.exp(-event.deltaY * WHEEL));
  }, { passive: false });

  // --- keys ---------------------------------------------------------------------------------------

  const step = ([dx, dy], far) => {
    const name = named(marks.getRootNode().activeElement ?? stage);
    const way = [dx, dy].map((value) => value * STEP * (far ? 5 : 1));
    if (name) return queue.send({ act: "move", name, dx: way[0], dy: way[1] });
    spotted = { x: within(spotted.x + way[0], 0, 0.999), y: within(spotted.y + way[1], 0, 0.999) };
    const [left, top] = onStage([spotted.x, spotted.y]);
    Object.assign(cross.style, { left: `${left}px`, top: `${top}px` });
    cross.hidden = false;
  };
  const resize = (factor) => queue.send({ act: "size", size: within(told.pen.size * factor, 0.002, 0.125) });
  const keys = {
    b: () => queue.send({ act: "hold", tool: "brush" }),
    p: () => queue.send({ act: "hold", tool: "point" }),
    h: () => find("[data-press=hints]").click(),
    o: () => compare(true),
    "[": () => resize(0.8),
    "]": () => resize(1.25),
    "+": () => zoom(2),
    "=": () => zoom(2),
    "-": () => zoom(0.5),
    0: () => zoom(0),
    " ": () => { spaced = true; },
    Escape: () => { cross.hidden = true; if (told.spot) queue.send({ act: "close" }); },
    Delete: () => erase(),
    Backspace: () => erase(),
    Enter: () => {
      const active = marks.getRootNode().activeElement;
      if (named(active)) queue.send({ act: "select", name: named(active) });
      else if (active.dataset.next) open({ x: told.next[active.dataset.next][0], y: told.next[active.dataset.next][1] });
      else if (!cross.hidden) open(spotted);
    },
  };
  const erase = () => {
    const name = named(marks.getRootNode().activeElement ?? stage) ?? told.spot?.name ?? told.selected;
    if (name) queue.send({ act: "delete", name });
  };
  const choose = (target, key) => {
    const all = [...popover.querySelectorAll(".choices button")];
    const way = { ArrowDown: 2, ArrowUp: -2, ArrowRight: 1, ArrowLeft: -1 }[key];
    const at = all.indexOf(target);
    all[at < 0 ? 0 : within(at + way, 0, all.length - 1)]?.focus();
  };
  root.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey) {
      const act = { z: event.shiftKey ? "redo" : "undo", y: "redo" }[key.toLowerCase()];
      if (!act) return;
      queue.send({ act });
    } else if (target.matches("input")) {
      if (key !== "Escape") return;
      keys.Escape();
    } else if (popover.contains(target)) {
      if (key in STEPS) choose(target, key);
      else if (key === "Escape" || key === "Delete") keys[key]();
      else return;
    } else if (target.matches("button")) {
      if (!(key in keys) || key === "Enter" || key === " ") return;
      keys[key]();
    } else if (key in STEPS) {
      byKeyboard = true;
      step(STEPS[key], event.shiftKey);
    } else if (key.toLowerCase() in keys || key in keys) {
      byKeyboard = true;
      (keys[key] ?? keys[key.toLowerCase()])();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  });
  root.addEventListener("keyup", ({ key }) => {
    if (key === " ") spaced = false;
    if (key === "o") compare(false);
  });

  // --- buttons ------------------------------------------------------------------------------------

  const compare = (on) => {
    find(".original").hidden = !on;
    root.classList.toggle("hushed", on || find("[data-press=hints]").getAttribute("aria-pressed") === "false");
  };
  const holder = find("[data-press=original]");
  holder.addEventListener("pointerdown", () => compare(true));
  for (const kind of ["pointerup", "pointerleave", "pointercancel", "blur"]) {
    holder.addEventListener(kind, () => compare(false));
  }
  holder.addEventListener("keydown", ({ key }) => [" ", "Enter"].includes(key) && compare(true));
  holder.addEventListener("keyup", () => compare(false));
  root.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    const { tool, send, press, factor, color } = button.dataset;
    if (tool) queue.send({ act: "hold", tool });
    if (send === "delete") erase();
    else if (send) queue.send({ act: send });
    if (factor !== undefined) zoom(Number(factor));
    if (color) queue.send({ act: "choose", color });
    if (press === "hints") {
      button.setAttribute("aria-pressed", button.getAttribute("aria-pressed") === "false");
      compare(false);
    }
  });
  let hovering;
  const hover = ({ target }) => {
    const color = target.closest?.("[data-color]")?.dataset.color ?? null;
    clearTimeout(hovering);
    hovering = setTimeout(() => {
      if (told.spot && color !== told.tried) queue.send({ act: "try", color });
    }, REST_MS.hover);
  };
  popover.addEventListener("pointerover", hover);
  popover.addEventListener("pointerleave", hover);
  popover.addEventListener("focusin", hover);
  find("form").addEventListener("submit", (event) => event.preventDefault());
  const onChange = {
    color: (value) => queue.send({ act: "dip", color: value }),
    size: (value) => queue.send({ act: "size", size: Number(value) }),
    exact: (value) => queue.send({ act: "choose", color: value }),
    "spot-size": (value) => queue.send({ act: "size", size: Number(value) }),
  };
  root.addEventListener("change", ({ target }) => onChange[target.name]?.(target.value));

  const refit = () => {
    measure();
    if (lens.fits) fit(); else settle();
  };
  let width = 0;
  new ResizeObserver(() => {
    if (!lens || stage.clientWidth === width || !stage.clientWidth) return;
    width = stage.clientWidth;
    refit();
  }).observe(stage);
  addEventListener("resize", () => { if (lens && stage.isConnected) refit(); });

  return { show };
}

// Events wait here until the server has said that it saw them: none is lost, and none done twice.
function makeQueue() {
  const id = crypto.getRandomValues(new Uint32Array(2)).join("-");
  let [waiting, count, tell] = [[], 0, () => {}];
  return {
    connect(setStateValue, seen) {
      tell = setStateValue;
      if (seen?.id === id) waiting = waiting.filter((event) => event.n > seen.n);
    },
    send(event) {
      count += 1;
      waiting.push({ n: count, event });
      tell("events", { id, list: waiting });
    },
  };
}
