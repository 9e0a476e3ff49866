// Two pictures to compare. What a person set outlasts a rerun.

/** @import {Mount} from "./elements.js" */
/** @import {Place} from "./geometry.js" */
/** @import {Grip} from "./gestures.js" */
/** @import {Lens} from "./lens.js" */
/** @import {Pair} from "./message.js" */
import { closest, find, findAll, whenGone } from "./elements.js";
import { clamp } from "./geometry.js";
import { followFingers, followHolding, followWheel } from "./gestures.js";
import { follow, middle } from "./lens.js";
import { isCalm, startWash, stopWash } from "./wash.js";

/**
 * @typedef {Object} Comparison the control on the page, and what it knows
 * @property {HTMLElement} root
 * @property {HTMLElement} stage
 * @property {HTMLElement} divider
 * @property {AbortSignal} gone aborted when the control goes
 * @property {() => void} leave for Streamlit to call
 * @property {Lens} lens in stages, as is a photo
 * @property {number} at where the divider is, in per cent of the stage
 * @property {Element} pane that was pressed: places are told on it
 * @property {boolean} slides the divider follows the pointer
 * @property {number} washing the frame that is asked for, until a person takes the divider
 */

const SCALES = /** @type {[number, number]} */ ([1, 8]); // the least and the most
const PAN = 0.1; // of the stage, a press of an arrow key
const FAR = 10; // steps of the divider with Shift
/** @type {Object<string, number>} */
const STEPS = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
  Home: -100,
  End: 100,
};
/** @type {Object<string, [number, number]>} */
const WAYS = {
  ArrowLeft: [PAN, 0],
  ArrowRight: [-PAN, 0],
  ArrowUp: [0, PAN],
  ArrowDown: [0, -PAN],
};
/** @type {Object<string, number>} */
const FACTORS = { "+": 2, "=": 2, "-": 0.5, 0: 0 };
const WASHED = "colorstudio-wash"; // in the session's storage

/** @type {WeakMap<Element, Comparison>} */
const comparisons = new WeakMap(); // a control outlasts many messages

/** @param {Mount<Pair>} mount */
export default function mountComparison({ data, parentElement }) {
  const root = find(parentElement, ".comparison", HTMLElement);
  const comparison = comparisons.get(root) ?? makeComparison(root);
  showPair(comparison, data);
  if (data.wash && sessionStorage.getItem(WASHED) !== data.wash) {
    sessionStorage.setItem(WASHED, data.wash);
    comparison.divider.focus({ preventScroll: true });
    startWash(comparison, slide);
  }
  return comparison.leave;
}

/** @param {HTMLElement} root */
function makeComparison(root) {
  const leaving = new AbortController();
  const whole = { width: 1, height: 1 };
  /** @type {Comparison} */
  const comparison = {
    root,
    stage: find(root, ".stage", HTMLElement),
    divider: find(root, ".divider", HTMLElement),
    gone: leaving.signal,
    leave: whenGone(root, leaving),
    lens: { room: whole, photo: whole, scale: 1, x: 0, y: 0 },
    at: 50,
    pane: find(root, ".first", HTMLElement),
    slides: false,
    washing: 0,
  };
  comparisons.set(root, comparison);
  listenToPointer(comparison);
  listenToKeys(comparison);
  listenToButtons(comparison);
  comparison.gone.addEventListener("abort", () => cancelAnimationFrame(comparison.washing));
  chooseMode(comparison, "divider");
  slide(comparison, 50);
  showLens(comparison, comparison.lens);
  rest(comparison, isCalm());
  return comparison;
}

/**
 * @param {Comparison} comparison
 * @param {Pair} pair
 */
function showPair(comparison, { first, second, difference, ratio }) {
  const { root } = comparison;
  root.style.setProperty("--ratio", `${ratio}`);
  for (const [pane, side] of /** @type {const} */ ([
    [find(root, ".first", HTMLElement), first],
    [find(root, ".second", HTMLElement), second],
  ])) {
    const image = find(pane, "img", HTMLImageElement);
    image.src = side.jpeg;
    image.alt = side.title;
    find(pane, "figcaption", HTMLElement).textContent = side.title;
  }
  find(root, "[data-press=original]", HTMLElement).textContent = `Hold: ${first.title}`;
  find(root, "button[data-mode=difference]", HTMLElement).hidden = !difference;
  if (difference) {
    find(root, ".map img", HTMLImageElement).src = difference.jpeg;
    find(root, ".scale img", HTMLImageElement).src = difference.legend;
    find(root, ".end", HTMLElement).textContent = `${difference.end}`;
  } else if (root.dataset.mode === "difference") {
    chooseMode(comparison, "divider");
  }
}

/**
 * @param {Comparison} comparison
 * @param {string} mode
 */
function chooseMode({ root }, mode) {
  root.dataset.mode = mode;
  for (const button of findAll(root, "button[data-mode]")) {
    button.setAttribute("aria-pressed", `${button.dataset.mode === mode}`);
  }
}

/**
 * @param {Comparison} comparison
 * @param {number} to in per cent of the stage
 */
function slide(comparison, to) {
  comparison.at = clamp(to, 0, 100);
  comparison.root.style.setProperty("--at", `${comparison.at}%`);
  comparison.divider.setAttribute("aria-valuenow", `${Math.round(comparison.at)}`);
}

/**
 * @param {Comparison} comparison
 * @param {Lens} lens
 */
function showLens(comparison, lens) {
  const { root } = comparison;
  comparison.lens = lens;
  root.style.setProperty("--x", `${lens.x}`);
  root.style.setProperty("--y", `${lens.y}`);
  root.style.setProperty("--zoom", `${lens.scale}`);
  root.classList.toggle("zoomed", lens.scale > 1);
  find(root, "output", HTMLElement).textContent = `${Math.round(lens.scale * 100)} %`;
}

/**
 * Enlarge both pictures in their middle; 0 shows them whole.
 * @param {Comparison} comparison
 * @param {number} factor
 */
function zoom(comparison, factor) {
  const { lens } = comparison;
  showLens(comparison, follow(lens, middle(lens), middle(lens), factor, SCALES));
}

/**
 * Keep the pictures that blink still, or have them blink.
 * @param {Comparison} comparison
 * @param {boolean} isStill
 */
function rest({ root }, isStill) {
  root.classList.toggle("still", isStill);
  find(root, "[data-press=play]", HTMLElement).textContent = isStill ? "Play" : "Pause";
}

/** @param {Comparison} comparison */
function listenToButtons(comparison) {
  const { gone, root } = comparison;
  const click = (/** @type {Event} */ { target }) => {
    const button = closest(target, "button");
    if (button instanceof HTMLElement) pressButton(comparison, button);
  };
  root.addEventListener("click", click, { signal: gone });
  const original = find(root, "[data-press=original]", HTMLElement);
  followHolding(original, (isHeld) => showFirst(comparison, isHeld), gone);
}

/**
 * @param {Comparison} comparison
 * @param {HTMLElement} button
 */
function pressButton(comparison, { dataset }) {
  const { root } = comparison;
  if (dataset.mode) chooseMode(comparison, dataset.mode);
  if (dataset.factor) zoom(comparison, Number(dataset.factor));
  if (dataset.press === "play") rest(comparison, !root.classList.contains("still"));
  if (dataset.press === "swap") {
    rest(comparison, true);
    root.classList.toggle("swapped");
  }
}

/**
 * Show the first picture alone.
 * @param {Comparison} comparison
 * @param {boolean} isAlone
 */
function showFirst({ root }, isAlone) {
  root.classList.toggle("held", isAlone);
}

/** @param {Comparison} comparison */
function listenToKeys(comparison) {
  const { gone, root } = comparison;
  const press = (/** @type {KeyboardEvent} */ event) => {
    stopWash(comparison, slide);
    if (!pressKey(comparison, event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const release = (/** @type {KeyboardEvent} */ { key }) => {
    if (key === "o") showFirst(comparison, false);
  };
  root.addEventListener("keydown", press, { signal: gone });
  root.addEventListener("keyup", release, { signal: gone });
}

/**
 * Do what a key asks for, and return whether it asked for anything.
 * @param {Comparison} comparison
 * @param {KeyboardEvent} event
 */
function pressKey(comparison, { key, shiftKey, target }) {
  const { at, divider, lens, stage } = comparison;
  if (target === divider && key in STEPS) {
    slide(comparison, at + STEPS[key] * (shiftKey ? FAR : 1));
  } else if (target === stage && key in WAYS) {
    const [x, y] = WAYS[key];
    showLens(comparison, follow(lens, { x: 0, y: 0 }, { x, y }, 1, SCALES));
  } else if (key in FACTORS) {
    zoom(comparison, FACTORS[key]);
  } else if (key === "o") {
    showFirst(comparison, true);
  } else {
    return false;
  }
  return true;
}

/** @param {Comparison} comparison */
function listenToPointer(comparison) {
  const { gone, root, stage } = comparison;
  const hands = {
    mayPress: (/** @type {PointerEvent} */ event) => event.button === 0,
    press: press.bind(null, comparison),
    move: move.bind(null, comparison),
    release: release.bind(null, comparison),
  };
  followFingers(stage, hands, gone);
  followWheel(root, stage, (event, factor) => zoomByWheel(comparison, event, factor), gone);
  stage.addEventListener("dblclick", () => zoom(comparison, 0), { signal: gone });
}

/**
 * @param {Comparison} comparison
 * @param {PointerEvent} event
 * @param {number} count
 */
function press(comparison, { target }, count) {
  const { divider, lens, root } = comparison;
  stopWash(comparison, slide);
  if (count === 1) comparison.pane = paneOf(comparison, target);
  const isWhole = root.dataset.mode === "divider" && lens.scale === 1;
  comparison.slides = count === 1 && (target === divider || isWhole);
}

/**
 * @param {Comparison} comparison
 * @param {PointerEvent} _event
 * @param {Grip} before
 * @param {Grip} after
 */
function move(comparison, _event, before, after) {
  const { lens, slides } = comparison;
  const [from, to] = [placeIn(comparison, before), placeIn(comparison, after)];
  const factor = after.spread / before.spread;
  if (slides) slide(comparison, to.x * 100);
  else showLens(comparison, follow(lens, from, to, factor, SCALES));
}

/**
 * @param {Comparison} comparison
 * @param {PointerEvent} event
 */
function release(comparison, { type, clientX, clientY }) {
  const { x } = placeIn(comparison, { x: clientX, y: clientY });
  if (type === "pointerup" && comparison.slides) slide(comparison, x * 100);
  comparison.slides = false;
}

/**
 * @param {Comparison} comparison
 * @param {WheelEvent} event
 * @param {number} factor
 */
function zoomByWheel(comparison, { target, clientX, clientY }, factor) {
  const { lens } = comparison;
  if (lens.scale === 1 && factor < 1) return false;
  comparison.pane = paneOf(comparison, target);
  const place = placeIn(comparison, { x: clientX, y: clientY });
  showLens(comparison, follow(lens, place, place, factor, SCALES));
  return true;
}

/**
 * Return the pane that was pressed.
 * @param {Comparison} comparison
 * @param {EventTarget | null} target
 */
function paneOf({ root }, target) {
  return closest(target, ".pane") ?? find(root, ".first", HTMLElement);
}

/**
 * Return a place in shares of the pane that was pressed.
 * @param {Comparison} comparison
 * @param {Place} place in the window
 * @returns {Place}
 */
function placeIn({ pane }, { x, y }) {
  const box = pane.getBoundingClientRect();
  return { x: (x - box.left) / box.width, y: (y - box.top) / box.height };
}
