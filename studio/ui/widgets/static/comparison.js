// Two pictures to compare. What a person set outlasts a rerun.

/** @import {Mount} from "./elements.js" */
/** @import {Lens} from "./lens.js" */
/** @import {Pair} from "./message.js" */
import { listenToButtons, listenToKeys, listenToPointer } from "./comparison_input.js";
import { find, whenGone } from "./elements.js";
import { chooseMode, rest, showLens, slide } from "./panes.js";
import { isCalm, startWash } from "./wash.js";

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
  for (const listen of [listenToPointer, listenToKeys, listenToButtons]) listen(comparison);
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
