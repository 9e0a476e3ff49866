// What buttons, keys and pointers do to two pictures that are compared.

/** @import {Comparison} from "./compared.js" */
/** @import {Place} from "./geometry.js" */
/** @import {Grip} from "./gestures.js" */
import { closest, find } from "./elements.js";
import { followFingers, followHolding, followWheel } from "./gestures.js";
import { chooseMode, movePanes, rest, showFirst, slide, zoomPanes } from "./panes.js";
import { stopWash } from "./wash.js";

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

/** @param {Comparison} comparison */
export function listenToButtons(comparison) {
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
  if (dataset.factor) zoomPanes(comparison, Number(dataset.factor));
  if (dataset.press === "play") rest(comparison, !root.classList.contains("still"));
  if (dataset.press === "swap") {
    rest(comparison, true);
    root.classList.toggle("swapped");
  }
}

/** @param {Comparison} comparison */
export function listenToKeys(comparison) {
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
  const { at, divider, stage } = comparison;
  if (target === divider && key in STEPS) {
    slide(comparison, at + STEPS[key] * (shiftKey ? FAR : 1));
  } else if (target === stage && key in WAYS) {
    const [x, y] = WAYS[key];
    movePanes(comparison, { x: 0, y: 0 }, { x, y }, 1);
  } else if (key in FACTORS) {
    zoomPanes(comparison, FACTORS[key]);
  } else if (key === "o") {
    showFirst(comparison, true);
  } else {
    return false;
  }
  return true;
}

/** @param {Comparison} comparison */
export function listenToPointer(comparison) {
  const { gone, root, stage } = comparison;
  const hands = {
    mayPress: (/** @type {PointerEvent} */ event) => event.button === 0,
    press: press.bind(null, comparison),
    move: move.bind(null, comparison),
    release: release.bind(null, comparison),
  };
  followFingers(stage, hands, gone);
  followWheel(root, stage, (event, factor) => zoomByWheel(comparison, event, factor), gone);
  stage.addEventListener("dblclick", () => zoomPanes(comparison, 0), { signal: gone });
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
  const to = placeIn(comparison, after);
  if (comparison.slides) slide(comparison, to.x * 100);
  else movePanes(comparison, placeIn(comparison, before), to, after.spread / before.spread);
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
  if (comparison.lens.scale === 1 && factor < 1) return false;
  comparison.pane = paneOf(comparison, target);
  const place = placeIn(comparison, { x: clientX, y: clientY });
  movePanes(comparison, place, place, factor);
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
