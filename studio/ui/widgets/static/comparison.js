// Two pictures to compare. What a person set lives in the elements, which outlast a rerun.

const MOST_ZOOM = 8;
const WHEEL = 0.002; // of the zoom's logarithm, a pixel of the wheel's way
const PAN = 0.1; // of the stage, a press of an arrow key
const STEPS = {
  ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1,
  PageDown: -10, PageUp: 10, Home: -100, End: 100,
};
const WAYS = { ArrowLeft: [PAN, 0], ArrowRight: [-PAN, 0], ArrowUp: [0, PAN], ArrowDown: [0, -PAN] };

const WASH_MS = 1400; // colour comes over the gray,
const REST_MS = 700; // and the divider goes to the middle

const within = (value, low, high) => Math.min(Math.max(value, low), high);

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".comparison");
  if (!root.dataset.alive) bringToLife(root);
  show(root, data);
  if (data.wash && sessionStorage.getItem("colorstudio-wash") !== data.wash) {
    sessionStorage.setItem("colorstudio-wash", data.wash);
    root.dispatchEvent(new CustomEvent("wash"));
  }
}

function show(root, { first, second, difference, ratio }) {
  root.style.setProperty("--ratio", ratio);
  for (const [name, side] of [["first", first], ["second", second]]) {
    const pane = root.querySelector(`.${name}`);
    const picture = pane.querySelector("img");
    picture.src = side.jpeg;
    picture.alt = side.title;
    pane.querySelector("figcaption").textContent = side.title;
  }
  root.querySelector("[data-press=original]").textContent = `Hold: ${first.title}`;
  const button = root.querySelector("button[data-mode=difference]");
  button.hidden = !difference;
  if (difference) {
    root.querySelector(".map img").src = difference.jpeg;
    root.querySelector(".scale img").src = difference.legend;
    root.querySelector(".end").textContent = difference.end;
  } else if (root.dataset.mode === "difference") {
    root.querySelector("button[data-mode=divider]").click();
  }
}

function bringToLife(root) {
  root.dataset.alive = true;
  const stage = root.querySelector(".stage");
  const divider = root.querySelector(".divider");
  const play = root.querySelector("[data-press=play]");
  const view = { x: 0, y: 0, zoom: 1 }; // x and y in stages
  let at = 50; // the divider, in per cent of the stage

  const choose = (mode) => {
    root.dataset.mode = mode;
    for (const button of root.querySelectorAll("button[data-mode]")) {
      button.setAttribute("aria-pressed", button.dataset.mode === mode);
    }
  };
  const slide = (to) => {
    at = within(to, 0, 100);
    root.style.setProperty("--at", `${at}%`);
    divider.setAttribute("aria-valuenow", Math.round(at));
  };
  // Bring what lies at one place to another, enlarged.
  const follow = (from, to, factor) => {
    const zoom = within(view.zoom * factor, 1, MOST_ZOOM);
    const grown = zoom / view.zoom;
    for (const axis of ["x", "y"]) {
      view[axis] = within(to[axis] - (from[axis] - view[axis]) * grown, 1 - zoom, 0);
    }
    view.zoom = zoom;
    for (const [name, value] of Object.entries(view)) root.style.setProperty(`--${name}`, value);
    root.classList.toggle("zoomed", zoom > 1);
    root.querySelector("output").textContent = `${Math.round(zoom * 100)} %`;
  };
  const zoomInTheMiddle = (factor) => follow({ x: 0.5, y: 0.5 }, { x: 0.5, y: 0.5 }, factor);
  const rest = (still) => {
    root.classList.toggle("still", still);
    play.textContent = still ? "Play" : "Pause";
  };
  const press = {
    play: () => rest(!root.classList.contains("still")),
    swap: () => {
      rest(true);
      root.classList.toggle("swapped");
    },
  };

  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  let washing = 0; // the frame that is asked for, until a person takes the divider
  const stopWash = () => {
    cancelAnimationFrame(washing);
    washing = 0;
  };
  const wash = () => {
    divider.focus({ preventScroll: true });
    if (calm()) return;
    const begun = performance.now();
    const step = () => {
      const over = performance.now() - begun;
      const back = within((over - WASH_MS) / REST_MS, 0, 1);
      slide(back ? 50 * back : 100 * (1 - over / WASH_MS));
      washing = back < 1 ? requestAnimationFrame(step) : 0;
    };
    step();
  };
  root.addEventListener("wash", wash);

  const hold = (on) => root.classList.toggle("held", on);
  const holder = root.querySelector("[data-press=original]");
  holder.addEventListener("pointerdown", () => hold(true));
  for (const kind of ["pointerup", "pointerleave", "pointercancel", "blur", "keyup"]) {
    holder.addEventListener(kind, () => hold(false));
  }
  holder.addEventListener("keydown", ({ key }) => [" ", "Enter"].includes(key) && hold(true));
  root.addEventListener("keyup", ({ key }) => key === "o" && hold(false));
  addEventListener("blur", () => hold(false)); // a key let go elsewhere is not told

  root.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (button?.dataset.mode) choose(button.dataset.mode);
    if (button?.dataset.factor) zoomInTheMiddle(Number(button.dataset.factor));
    press[button?.dataset.press]?.();
  });

  root.addEventListener("keydown", (event) => {
    const { key, target } = event;
    stopWash();
    if (target === divider && key in STEPS) {
      slide(at + STEPS[key] * (event.shiftKey ? 10 : 1));
    } else if (target === stage && key in WAYS) {
      const [x, y] = WAYS[key];
      follow({ x: 0, y: 0 }, { x, y }, 1);
    } else if (key === "+" || key === "=") {
      zoomInTheMiddle(2);
    } else if (key === "-") {
      zoomInTheMiddle(0.5);
    } else if (key === "0") {
      zoomInTheMiddle(0);
    } else if (key === "o") {
      hold(true);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  });

  const fingers = new Map(); // where each pointer is, in stages
  let pane = null; // that was pressed: places are told on it
  let sliding = false;
  const place = ({ clientX, clientY }) => {
    const box = pane.getBoundingClientRect();
    return { x: (clientX - box.left) / box.width, y: (clientY - box.top) / box.height };
  };
  const pressed = (target) => target.closest(".pane") ?? root.querySelector(".first");
  const grip = () => {
    const [a, b = a] = fingers.values();
    const spread = a === b ? 1 : Math.hypot(a.x - b.x, a.y - b.y);
    return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, spread: Math.max(spread, 0.01) };
  };

  stage.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || fingers.size === 2) return;
    stopWash();
    if (!fingers.size) pane = pressed(event.target);
    fingers.set(event.pointerId, place(event));
    const alone = fingers.size === 1;
    const unzoomed = root.dataset.mode === "divider" && view.zoom === 1;
    sliding = alone && (event.target === divider || unzoomed);
    stage.setPointerCapture(event.pointerId);
  });
  stage.addEventListener("pointermove", (event) => {
    if (!fingers.has(event.pointerId)) return;
    const before = grip();
    fingers.set(event.pointerId, place(event));
    const after = grip();
    if (sliding) slide(after.x * 100);
    else follow(before, after, after.spread / before.spread);
  });
  const release = (event) => {
    if (event.type === "pointerup" && sliding) slide(place(event).x * 100);
    if (fingers.delete(event.pointerId)) sliding = false;
  };
  stage.addEventListener("pointerup", release);
  stage.addEventListener("pointercancel", release);
  stage.addEventListener("dblclick", () => zoomInTheMiddle(0));
  stage.addEventListener(
    "wheel",
    (event) => {
      // A page that is scrolled must not stop at a picture: it zooms once it was clicked.
      if (!event.ctrlKey && !root.matches(":focus-within")) return;
      const factor = Math.exp(-event.deltaY * WHEEL);
      if (view.zoom === 1 && factor < 1) return;
      event.preventDefault();
      pane = pressed(event.target);
      follow(place(event), place(event), factor);
    },
    { passive: false },
  );

  choose("divider");
  slide(50);
  zoomInTheMiddle(1);
  rest(calm());
}
