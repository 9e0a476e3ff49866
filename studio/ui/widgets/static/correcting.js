// A spot of the coloured picture is to get another colour: clicked, or under the cross-hair.

/** @import {Comparison} from "./compared.js" */
/** @import {Place} from "./geometry.js" */
import { clamp, isInside } from "./geometry.js";
import { photoToStage, stageToPhoto } from "./lens.js";
import { movePanes, showCross } from "./panes.js";

const DOUBLE_MS = 400; // between the clicks of a double click
const STEP = 0.02; // of the photo's sides, a press of an arrow key
const FAR = 5; // steps with Shift
const LAST = 0.999; // share of a side: its last pixel
const MARGIN = 24; // CSS pixels from the cross-hair to the edge of what is seen

/**
 * Open the spot that was clicked, once it is no double click, which only fits the photo.
 * @param {Comparison} comparison
 * @param {Place} place of a pane
 */
export function openClicked(comparison, place) {
  const spot = stageToPhoto(comparison.lens, place);
  if (!isInside(spot)) return;
  comparison.crossed = spot;
  showCross(comparison);
  const wait = comparison.fits ? 0 : DOUBLE_MS;
  comparison.opening = setTimeout(() => openCrossed(comparison), wait);
}

/**
 * Open the spot under the cross-hair.
 * @param {Comparison} comparison
 */
export function openCrossed({ crossed, queue }) {
  if (crossed) queue.send({ act: "correct", ...crossed });
}

/**
 * Leave the spot that was clicked.
 * @param {Comparison} comparison
 */
export function forgetClick(comparison) {
  clearTimeout(comparison.opening);
  comparison.crossed = null;
  showCross(comparison);
}

/**
 * Move the cross-hair, and with it what is seen; the first press shows it.
 * @param {Comparison} comparison
 * @param {[number, number]} way in steps
 * @param {boolean} isFar
 */
export function stepCross(comparison, [across, down], isFar) {
  const { crossed, lens } = comparison;
  const length = crossed ? STEP * (isFar ? FAR : 1) : 0;
  const { x, y } = crossed ?? { x: 0.5, y: 0.5 };
  comparison.crossed = {
    x: clamp(x + across * length, 0, LAST),
    y: clamp(y + down * length, 0, LAST),
  };
  const at = photoToStage(lens, comparison.crossed);
  const to = {
    x: clamp(at.x, MARGIN, lens.room.width - MARGIN),
    y: clamp(at.y, MARGIN, lens.room.height - MARGIN),
  };
  movePanes(comparison, at, to, 1);
}
