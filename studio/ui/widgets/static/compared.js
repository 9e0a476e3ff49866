// What two pictures that are compared are to the page, whether they stand still or move.

/** @import {Lens} from "./lens.js" */
import { listenToButtons, listenToKeys, listenToPointer } from "./comparison_input.js";
import { find, whenGone } from "./elements.js";
import { chooseMode, showLens, slide } from "./panes.js";

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

/** @type {WeakMap<Element, Comparison>} */
const comparisons = new WeakMap(); // a control outlasts many messages

/**
 * Return the comparison of a control; a new one is prepared.
 * @param {HTMLElement} root
 * @param {(made: Comparison) => void} prepare
 */
export function findComparison(root, prepare) {
  const known = comparisons.get(root);
  if (known) return known;
  const made = makeComparison(root);
  comparisons.set(root, made);
  prepare(made);
  return made;
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
  for (const listen of [listenToPointer, listenToKeys, listenToButtons]) listen(comparison);
  comparison.gone.addEventListener("abort", () => cancelAnimationFrame(comparison.washing));
  chooseMode(comparison, "divider");
  slide(comparison, 50);
  showLens(comparison, comparison.lens);
  return comparison;
}
