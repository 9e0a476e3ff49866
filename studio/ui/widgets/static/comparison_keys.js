// What keys do to pictures that are compared.

/** @import {Comparison} from "./compared.js" */
import { openCrossed, stepCross } from "./correcting.js";
import { slide } from "./divider.js";
import { fitPanes, movePanes, showFirst, showOwnPixels, zoomPanes } from "./panes.js";
import { stopWash } from "./wash.js";

const PAN = 80; // CSS pixels, a press of an arrow key
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
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
/** @type {Object<string, (comparison: Comparison) => void>} */
const ZOOMS = {
  "+": (comparison) => zoomPanes(comparison, 2),
  "=": (comparison) => zoomPanes(comparison, 2),
  "-": (comparison) => zoomPanes(comparison, 0.5),
  0: fitPanes,
  1: showOwnPixels,
};

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
function pressKey(comparison, { key, shiftKey, target, ctrlKey, metaKey }) {
  const { at, divider, stage, told } = comparison;
  if (ctrlKey || metaKey) return false;
  if (target === divider && key in STEPS) {
    slide(comparison, at + STEPS[key] * (shiftKey ? FAR : 1));
  } else if (target === stage && key in WAYS) {
    if (told?.opens) stepCross(comparison, WAYS[key], shiftKey);
    else pan(comparison, WAYS[key]);
  } else if (target === stage && key === "Enter" && told?.opens) {
    openCrossed(comparison);
  } else if (key in ZOOMS) {
    ZOOMS[key](comparison);
  } else if (key === "o") {
    showFirst(comparison, true);
  } else {
    return false;
  }
  return true;
}

/**
 * See what lies farther that way.
 * @param {Comparison} comparison
 * @param {[number, number]} way
 */
function pan(comparison, [across, down]) {
  movePanes(comparison, { x: across * PAN, y: down * PAN }, { x: 0, y: 0 }, 1);
}
