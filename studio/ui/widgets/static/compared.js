// What pictures that are compared are to the page, whether they stand still or move.

/** @import {Place, Size} from "./geometry.js" */
/** @import {Lens} from "./lens.js" */
/** @import {Compared} from "./message.js" */
/** @import {Queue} from "./queue.js" */
import { listenToButtons, listenToPointer } from "./comparison_input.js";
import { listenToKeys } from "./comparison_keys.js";
import { slide } from "./divider.js";
import { find, whenGone } from "./elements.js";
import { chooseMode, fitPanes, refitPanes } from "./panes.js";
import { makeQueue } from "./queue.js";

const AROUND = 200; // CSS pixels of the window that are left to what is around the pictures

/**
 * @typedef {Object} Pressed what a pointer does from its press to its release
 * @property {Element} pane that was pressed: places are told on it
 * @property {Place} from in CSS pixels of the pane
 * @property {boolean} slides the divider follows the pointer
 * @property {boolean} moved it is no click any more
 */

/**
 * @typedef {Object} Comparison the control on the page, and what it knows
 * @property {HTMLElement} root
 * @property {HTMLElement} stage
 * @property {HTMLElement} divider
 * @property {Queue} queue
 * @property {AbortSignal} gone aborted when the control goes
 * @property {() => void} leave for Streamlit to call
 * @property {Compared | null} told what the server told last; null of a film
 * @property {number} count of pictures
 * @property {number} around CSS pixels of the window that are left to what is around them
 * @property {Lens} lens of each pane
 * @property {boolean} fits the photo is as it was opened
 * @property {number} at where the divider is, in per cent of what is seen of the photo
 * @property {Pressed} pressed
 * @property {Place | null} crossed where the cross-hair is, in shares of the photo's sides
 * @property {number} opening timer until a click opens its spot, unless another makes it a double
 * @property {number} looking timer until the pixels of a part are asked for
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

/**
 * Show pictures of another size, whole.
 * @param {Comparison} comparison
 * @param {Size} photo in its own pixels
 */
export function openSize(comparison, photo) {
  comparison.lens = { ...comparison.lens, photo };
  comparison.fits = true;
  refitPanes(comparison);
}

/** @param {HTMLElement} root */
function makeComparison(root) {
  const leaving = new AbortController();
  const whole = { width: 1, height: 1 };
  const first = find(root, ".first", HTMLElement);
  /** @type {Comparison} */
  const comparison = {
    root,
    stage: find(root, ".stage", HTMLElement),
    divider: find(root, ".divider", HTMLElement),
    queue: makeQueue(crypto.getRandomValues(new Uint32Array(2)).join("-")),
    gone: leaving.signal,
    leave: whenGone(root, leaving),
    told: null,
    count: 2,
    around: AROUND,
    lens: { room: whole, photo: whole, scale: 1, x: 0, y: 0 },
    fits: true,
    at: 50,
    pressed: { pane: first, from: { x: 0, y: 0 }, slides: false, moved: false },
    crossed: null,
    opening: 0,
    looking: 0,
    washing: 0,
  };
  for (const listen of [listenToPointer, listenToKeys, listenToButtons, listenToSize]) {
    listen(comparison);
  }
  chooseMode(comparison, "divider");
  fitPanes(comparison);
  slide(comparison, 50);
  return comparison;
}

/**
 * Follow the size of the stage and of the window.
 * @param {Comparison} comparison
 */
function listenToSize(comparison) {
  const { gone, stage } = comparison;
  let width = 0;
  const observer = new ResizeObserver(() => {
    if (stage.clientWidth === width || !stage.clientWidth) return;
    width = stage.clientWidth;
    refitPanes(comparison);
  });
  observer.observe(stage);
  addEventListener("resize", () => refitPanes(comparison), { signal: gone });
  gone.addEventListener("abort", () => {
    observer.disconnect();
    clearTimeout(comparison.looking);
    clearTimeout(comparison.opening);
    cancelAnimationFrame(comparison.washing);
  });
}
