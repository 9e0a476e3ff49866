// The divider between two pictures: it goes over what is seen of the photo, from edge to edge.

/** @import {Comparison} from "./compared.js" */
/** @import {Place} from "./geometry.js" */
/** @import {Lens} from "./lens.js" */
import { clamp } from "./geometry.js";

/**
 * Slide the divider.
 * @param {Comparison} comparison
 * @param {number} to in per cent of what is seen of the photo
 */
export function slide(comparison, to) {
  comparison.at = clamp(to, 0, 100);
  const [left, right] = edges(comparison.lens);
  const at = left + (comparison.at / 100) * (right - left);
  comparison.root.style.setProperty("--at", `${at}px`);
  comparison.divider.setAttribute("aria-valuenow", `${Math.round(comparison.at)}`);
}

/**
 * Slide the divider to a place of the stage.
 * @param {Comparison} comparison
 * @param {Place} place
 */
export function slideTo(comparison, { x }) {
  const [left, right] = edges(comparison.lens);
  slide(comparison, (100 * (x - left)) / (right - left));
}

/**
 * Return where what is seen of the photo begins and ends, from the left.
 * @param {Lens} lens
 */
export function edges({ photo, room, scale, x }) {
  return [Math.max(x, 0), Math.min(x + scale * photo.width, room.width)];
}
