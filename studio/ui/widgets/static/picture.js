// The photo in hand: one picture, zoomed and panned, on which a person acts with the tool at hand.
// What a person does is told as events; what is shown is what the server told last.

const WHEEL = 0.002; // of the zoom's logarithm, a pixel of the wheel's way
const STILL = 4; // CSS pixels: a pointer that moved less has clicked
const LOOK_MS = 200;
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const STEP = 0.02; // of the photo's sides, a press of an arrow key
const SVG = "http://www.w3.org/2000/svg";

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".picture");
  root.photo ??= bringToLife(root);
  root.photo.show(data, setStateValue);
}

function bringToLife(root) {
  const find = (selector) => root.querySelector(selector);
  const [stage, marks, cross] = [".stage", ".marks", ".cross"].map(find);
  const queue = makeQueue();
  let spotted = { x: 0.5, y: 0.5 }; // the cross-hair

  const shape = (name, attributes, parent = marks) => {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    parent.append(element);
    return element;
  };
  const active = () => marks.getRootNode().activeElement ?? stage;
  const named = (target) => target.closest?.("[data-name]")?.dataset.name;
  const drawMarks = () => {
    const focused = named(active());
    marks.replaceChildren();
    hints.draw(focused);
  };
  const lens = makeLens(stage, find(".view"), () => {
    root.classList.toggle("zoomed", !lens.fits);
    root.classList.toggle("pixels", lens.density >= 2);
    find("output").textContent = `${Math.round(lens.density * 100)} %`;
    drawMarks();
    look();
  });
  const picture = { find, marks, queue, lens, shape, active, named, told: {}, byKeyboard: false };
  const [hints, areas] = [makeHints(picture), makeAreas(picture)];

  // --- what is shown ------------------------------------------------------------------------------

  let looking;
  const look = () => {
    clearTimeout(looking);
    looking = setTimeout(() => {
      const { width, sharp, crop } = picture.told;
      const box = lens.seen();
      const isSharp = lens.density * width <= sharp * 1.05;
      if (isSharp ? crop : `${crop?.asked}` !== `${box}`) queue.send({ act: "look", box: isSharp ? null : box });
    }, LOOK_MS);
  };
  const showCrop = ({ crop }) => {
    const image = find(".crop");
    image.hidden = !crop;
    if (!crop) return;
    const [left, top, right, bottom] = crop.box;
    image.src = crop.picture;
    Object.assign(image.style, {
      left: `${left * 100}%`, top: `${top * 100}%`,
      width: `${(right - left) * 100}%`, height: `${(bottom - top) * 100}%`,
    });
  };
  const showTools = ({ pen, tools, next_shown: nextShown }) => {
    root.dataset.tool = pen.tool;
    for (const button of root.querySelectorAll("[data-tool]")) {
      button.hidden = !tools.includes(button.dataset.tool);
      button.setAttribute("aria-pressed", button.dataset.tool === pen.tool);
    }
    for (const part of root.querySelectorAll("[data-with]")) part.hidden = !tools.includes(part.dataset.with);
    find("[data-send=next]").setAttribute("aria-pressed", Boolean(nextShown));
    if (pen.color) find("[name=color]").value = pen.color;
    if (pen.size) find("[name=size]").value = pen.size;
  };
  const show = (data, setStateValue) => {
    const before = picture.told;
    picture.told = data;
    queue.connect(setStateValue, data.seen);
    find(".result").src = data.picture;
    stage.setAttribute("aria-label", data.label);
    find(".help").textContent = data.help;
    const original = find(".original");
    if (original.src !== data.original) original.src = data.original;
    showCrop(data);
    showTools(data);
    if (data.photo !== before.photo || !lens.isOpen) lens.open(data); else lens.settle();
    hints.show(before);
    areas.show();
  };

  // --- hands --------------------------------------------------------------------------------------

  const place = ({ clientX, clientY }) => {
    const box = stage.getBoundingClientRect();
    return { x: clientX - box.left, y: clientY - box.top };
  };
  const inside = ({ x, y }) => x >= 0 && x < 1 && y >= 0 && y < 1;
  const act = (spot, more) => {
    if (!inside(spot)) return;
    if (picture.told.tools.includes("area")) areas.take(spot, more); else hints.open(spot);
  };
  const fingers = new Map();
  let held = null; // what the pointer does: {deed, from, at, path, name, moved, more}
  let spaced = false;

  const grip = () => {
    const [a, b = a] = fingers.values();
    return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, spread: Math.max(Math.hypot(a.x - b.x, a.y - b.y), 1) };
  };
  const deedOf = (event) => {
    if (event.button === 1 || spaced) return "pan";
    if (event.altKey && picture.told.tools.includes("point")) return "pick";
    if (named(event.target)) return "drag";
    return { brush: "paint", box: "box" }[picture.told.pen.tool] ?? "click";
  };
  stage.addEventListener("pointerdown", (event) => {
    if (event.target.closest(".popover") || event.button === 2 || fingers.size === 2) return;
    picture.byKeyboard = false;
    const at = place(event);
    fingers.set(event.pointerId, at);
    stage.setPointerCapture(event.pointerId);
    if (fingers.size === 2) held = { deed: "pinch" };
    else held = { deed: deedOf(event), from: at, at, path: [at], name: named(event.target), moved: false,
      more: event.shiftKey, next: event.target.dataset.next };
    root.classList.toggle("panning", held.deed === "pan");
    if (event.button === 1) event.preventDefault();
  });
  stage.addEventListener("pointermove", (event) => {
    if (!held) areas.point(picture.told.pen.tool === "area" ? place(event) : null);
    if (!fingers.has(event.pointerId) || !held) return;
    const before = grip();
    fingers.set(event.pointerId, place(event));
    const after = grip();
    held.at = place(event);
    held.moved ||= Math.hypot(held.at.x - held.from?.x, held.at.y - held.from?.y) > STILL;
    const pans = held.deed === "pan" || (held.deed === "click" && held.moved && event.pointerType === "mouse");
    if (held.deed === "pinch") lens.follow(before, after, after.spread / before.spread);
    else if (pans) lens.follow(before, after, 1);
    else moving[held.deed]?.(held);
  });
  stage.addEventListener("pointerleave", () => areas.point(null));
  const anew = (draw) => (stroke) => {
    marks.querySelector(".fresh")?.remove();
    stroke.path.push(stroke.at);
    draw(stroke);
  };
  const moving = {
    paint: anew(hints.paintOn),
    box: anew(areas.boxOn),
    drag: (mark) => mark.moved && hints.dragOn(mark),
  };
  const deeds = {
    click: ({ from, moved, next, more }) => {
      if (next !== undefined) hints.openNext(next);
      else if (!moved) act(lens.share(from), more);
    },
    pick: ({ from }) => inside(lens.share(from)) && queue.send({ act: "pick", ...lens.share(from) }),
    drag: hints.drop,
    paint: hints.paint,
    box: areas.enclose,
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
  stage.addEventListener("dblclick", (event) => event.target.closest(".popover") || lens.fit());
  stage.addEventListener("contextmenu", (event) => {
    if (!named(event.target)) return;
    event.preventDefault();
    queue.send({ act: "delete", name: named(event.target) });
  });
  stage.addEventListener("wheel", (event) => {
    // A page that is scrolled must not stop at a picture: it zooms once it was clicked.
    if (event.target.closest(".popover") || (!event.ctrlKey && !root.matches(":focus-within"))) return;
    event.preventDefault();
    lens.follow(place(event), place(event), Math.exp(-event.deltaY * WHEEL));
  }, { passive: false });

  // --- keys ---------------------------------------------------------------------------------------

  const step = ([dx, dy], far) => {
    const name = named(active());
    const way = [dx, dy].map((value) => value * STEP * (far ? 5 : 1));
    if (name) return queue.send({ act: "move", name, dx: way[0], dy: way[1] });
    spotted = { x: within(spotted.x + way[0], 0, 0.999), y: within(spotted.y + way[1], 0, 0.999) };
    const [x, y] = lens.onStage([spotted.x, spotted.y]);
    Object.assign(cross.style, { left: `${x}px`, top: `${y}px` });
    cross.hidden = false;
    areas.point({ x, y });
  };
  const hold = (tool) => picture.told.tools.includes(tool) && queue.send({ act: "hold", tool });
  const close = () => {
    cross.hidden = true;
    if (picture.told.spot || picture.told.chosen) queue.send({ act: "close" });
  };
  const enter = ({ shiftKey }) => {
    const target = active();
    if (named(target)) queue.send({ act: "select", name: named(target) });
    else if (target.dataset.next) hints.openNext(target.dataset.next);
    else if (!cross.hidden) act(spotted, shiftKey);
  };
  const keys = {
    b: () => hold(picture.told.tools.includes("box") ? "box" : "brush"),
    p: () => hold("point"),
    a: () => hold("area"),
    h: () => find("[data-press=hints]").click(),
    o: () => compare(true),
    "[": () => hints.resize(0.8),
    "]": () => hints.resize(1.25),
    "+": () => lens.zoom(2),
    "=": () => lens.zoom(2),
    "-": () => lens.zoom(0.5),
    0: () => lens.zoom(0),
    " ": () => { spaced = true; },
    Escape: close,
    Delete: hints.erase,
    Backspace: hints.erase,
    Enter: enter,
  };
  const undoing = ({ key, shiftKey }) => ({ z: shiftKey ? "redo" : "undo", y: "redo" })[key.toLowerCase()];
  // Returns whether the key meant something.
  const press = (event) => {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey) return undoing(event) && (queue.send({ act: undoing(event) }), true);
    if (target.matches("input")) return key === "Escape" && (close(), true);
    if (hints.popover.contains(target)) {
      if (key in STEPS) hints.walk(target, key);
      else if (key === "Escape" || key === "Delete") keys[key]();
      else return false;
      return true;
    }
    const deed = keys[key] ?? keys[key.toLowerCase()];
    if (target.matches("button")) return deed && !["Enter", " "].includes(key) && (deed(event), true);
    picture.byKeyboard = true;
    if (key in STEPS) step(STEPS[key], event.shiftKey);
    else if (deed) deed(event);
    else return false;
    return true;
  };
  root.addEventListener("keydown", (event) => {
    if (!press(event)) return;
    event.preventDefault();
    event.stopPropagation();
  });
  root.addEventListener("keyup", ({ key }) => {
    if (key === " ") spaced = false;
    if (key === "o") compare(false);
  });

  // --- buttons ------------------------------------------------------------------------------------

  const isPressed = (name) => find(`[data-press=${name}]`).getAttribute("aria-pressed") === "true";
  const compare = (on) => {
    find(".original").hidden = !on;
    root.classList.toggle("hushed", on || !isPressed("hints"));
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
    const { tool, send, press: pressed, factor, color } = button.dataset;
    if (tool) hold(tool);
    if (send === "delete") hints.erase();
    else if (send) queue.send({ act: send });
    if (factor !== undefined) lens.zoom(Number(factor));
    if (color) queue.send({ act: "choose", color });
    if (pressed && pressed !== "original") {
      button.setAttribute("aria-pressed", !isPressed(pressed));
      compare(false);
    }
  });
  const onChange = {
    color: (value) => queue.send({ act: "dip", color: value }),
    size: (value) => queue.send({ act: "size", size: Number(value) }),
    exact: (value) => queue.send({ act: "choose", color: value }),
    hex: (value, field) => hints.chooseHex(field),
    "spot-size": (value) => queue.send({ act: "size", size: Number(value) }),
  };
  root.addEventListener("change", ({ target }) => onChange[target.name]?.(target.value, target));

  let width = 0;
  new ResizeObserver(() => {
    if (!lens.isOpen || stage.clientWidth === width || !stage.clientWidth) return;
    width = stage.clientWidth;
    lens.refit();
  }).observe(stage);
  const onResize = () => {
    if (!stage.isConnected) removeEventListener("resize", onResize);
    else if (lens.isOpen) lens.refit();
  };
  addEventListener("resize", onResize);

  return { show };
}
