// What buttons and pointers do to pictures that are compared.

/** @import {Comparison} from "./compared.js" */
/** @import {Grip} from "./gestures.js" */
import { forgetClick, openClicked } from "./correcting.js";
import { slide, slideTo } from "./divider.js";
import { closest, find, placeOn } from "./elements.js";
import { followFingers, followHolding, followWheel } from "./gestures.js";
import {
  chooseMode,
  fitPanes,
  isWhole,
  movePanes,
  rest,
  showFirst,
  showOwnPixels,
  zoomPanes,
} from "./panes.js";
import { stopWash } from "./wash.js";

const STILL = 4; // CSS pixels: a pointer that moved less has clicked
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
  if (dataset.factor === "0") fitPanes(comparison);
  else if (dataset.factor) zoomPanes(comparison, Number(dataset.factor));
  if (dataset.press === "own") showOwnPixels(comparison);
  if (dataset.press === "play") rest(comparison, !root.classList.contains("still"));
  if (dataset.press === "swap") {
    rest(comparison, true);
    root.classList.toggle("swapped");
  }
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
  const fit = () => {
    forgetClick(comparison);
    fitPanes(comparison);
  };
  stage.addEventListener("dblclick", fit, { signal: gone });
}

/**
 * @param {Comparison} comparison
 * @param {PointerEvent} event
 * @param {number} count
 */
function press(comparison, event, count) {
  const { divider, pressed, root } = comparison;
  stopWash(comparison, slide);
  forgetClick(comparison);
  if (count > 1) {
    Object.assign(pressed, { slides: false, moved: true });
    return;
  }
  const pane = paneOf(comparison, event.target);
  const isHandle = event.target === divider;
  const slides = isHandle || (root.dataset.mode === "divider" && isWhole(comparison));
  const from = placeOn(pane, { x: event.clientX, y: event.clientY });
  comparison.pressed = { pane, from, slides, moved: isHandle };
}

/**
 * @param {Comparison} comparison
 * @param {PointerEvent} _event
 * @param {Grip} before
 * @param {Grip} after
 */
function move(comparison, _event, before, after) {
  const { pressed } = comparison;
  const to = placeOn(pressed.pane, after);
  const from = pressed.moved ? placeOn(pressed.pane, before) : pressed.from;
  pressed.moved ||= Math.hypot(to.x - from.x, to.y - from.y) > STILL;
  if (!pressed.moved) return;
  if (pressed.slides) slideTo(comparison, to);
  else movePanes(comparison, from, to, after.spread / before.spread);
}

/**
 * Open the spot that was clicked, or bring the divider there.
 * @param {Comparison} comparison
 * @param {PointerEvent} event
 * @param {number} count of the fingers that are left
 */
function release(comparison, { type }, count) {
  const { pressed, root, told } = comparison;
  if (type !== "pointerup" || count || pressed.moved) return;
  const isColored = !pressed.pane.matches(".first") || root.dataset.mode === "blink";
  if (told?.opens && isColored) openClicked(comparison, pressed.from);
  else if (pressed.slides) slideTo(comparison, pressed.from);
}

/**
 * @param {Comparison} comparison
 * @param {WheelEvent} event
 * @param {number} factor
 */
function zoomByWheel(comparison, { target, clientX, clientY }, factor) {
  if (comparison.fits && factor < 1) return false;
  const place = placeOn(paneOf(comparison, target), { x: clientX, y: clientY });
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
