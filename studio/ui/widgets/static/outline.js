// The outline of an area, as pixels.

/** @import {Area} from "./message.js" */

/** @typedef {[number, number, number, number]} Ink red, green, blue, opacity */

const WIDE = 2; // pixels of the map: half the width of a line
/** @type {Ink} */
export const LINE = [232, 116, 59, 255];
/** @type {Ink} */
export const CASING = [0, 0, 0, 140]; // inside the line, one pixel wide

/**
 * Draw the outline of an area. It has a million pixels, and a person waits: plain loops.
 * @param {Area} area
 * @param {Uint8ClampedArray} pixels that are drawn into
 */
export function drawOutline({ width, height, runs }, pixels) {
  const inside = runsToInside(runs, width * height);
  const far = WIDE + 1;
  for (let place = 0; place < inside.length; place += 1) {
    if (inside[place] === 0) continue;
    if (isBorder(inside, place, WIDE, WIDE * width)) pixels.set(LINE, 4 * place);
    else if (isBorder(inside, place, far, far * width)) pixels.set(CASING, 4 * place);
  }
}

/**
 * Tell of each pixel whether it is inside.
 * @param {number[]} runs as of an area
 * @param {number} size pixels in all
 */
export function runsToInside(runs, size) {
  const inside = new Uint8Array(size);
  let place = 0;
  for (const [turn, run] of runs.entries()) {
    if (turn % 2 === 1) inside.fill(1, place, place + run);
    place += run;
  }
  return inside;
}

/**
 * @param {Uint8Array} inside
 * @param {number} place of a pixel
 * @param {number} across so many pixels to either side one may lie outside
 * @param {number} down likewise above and below
 */
function isBorder(inside, place, across, down) {
  return (
    inside[place + across] === 0 ||
    inside[place - across] === 0 ||
    inside[place + down] === 0 ||
    inside[place - down] === 0
  );
}
