// The two pictures that are compared: how they lie over or beside each other, and how large.

/** @import {Comparison} from "./compared.js" */
/** @import {Place} from "./geometry.js" */
/** @import {Lens} from "./lens.js" */
import { find, findAll } from "./elements.js";
import { clamp } from "./geometry.js";
import { follow, middle } from "./lens.js";

const SCALES = /** @type {[number, number]} */ ([1, 8]); // the least and the most

/**
 * Show the pictures in one of the four ways.
 * @param {Comparison} comparison
 * @param {string} mode
 */
export function chooseMode({ root }, mode) {
  root.dataset.mode = mode;
  for (const button of findAll(root, "button[data-mode]")) {
    button.setAttribute("aria-pressed", `${button.dataset.mode === mode}`);
  }
}

/**
 * Slide the divider.
 * @param {Comparison} comparison
 * @param {number} to in per cent of the stage
 */
export function slide(comparison, to) {
  comparison.at = clamp(to, 0, 100);
  comparison.root.style.setProperty("--at", `${comparison.at}%`);
  comparison.divider.setAttribute("aria-valuenow", `${Math.round(comparison.at)}`);
}

/**
 * Show both pictures through a lens.
 * @param {Comparison} comparison
 * @param {Lens} lens
 */
export function showLens(comparison, lens) {
  const { root } = comparison;
  comparison.lens = lens;
  root.style.setProperty("--x", `${lens.x}`);
  root.style.setProperty("--y", `${lens.y}`);
  root.style.setProperty("--zoom", `${lens.scale}`);
  root.classList.toggle("zoomed", lens.scale > 1);
  find(root, "output", HTMLElement).textContent = `${Math.round(lens.scale * 100)} %`;
}

/**
 * Bring what lies at one place of the panes to another, and enlarge it.
 * @param {Comparison} comparison
 * @param {Place} from
 * @param {Place} to
 * @param {number} factor
 */
export function movePanes(comparison, from, to, factor) {
  showLens(comparison, follow(comparison.lens, from, to, factor, SCALES));
}

/**
 * Enlarge both pictures in their middle; 0 shows them whole.
 * @param {Comparison} comparison
 * @param {number} factor
 */
export function zoomPanes(comparison, factor) {
  const place = middle(comparison.lens);
  movePanes(comparison, place, place, factor);
}

/**
 * Keep the pictures that blink still, or have them blink.
 * @param {Comparison} comparison
 * @param {boolean} isStill
 */
export function rest({ root }, isStill) {
  root.classList.toggle("still", isStill);
  find(root, "[data-press=play]", HTMLElement).textContent = isStill ? "Play" : "Pause";
}

/**
 * Show the first picture alone.
 * @param {Comparison} comparison
 * @param {boolean} isAlone
 */
export function showFirst({ root }, isAlone) {
  root.classList.toggle("held", isAlone);
}
