// The outline of what is chosen, as pixels over a map of it.

/**
 * @typedef {Object} Outlined
 * @property {string} address that it was read from
 * @property {number} width
 * @property {number} height
 * @property {Uint8Array} inside row by row; 0 outside
 */

/** @typedef {[number, number, number, number]} Ink red, green, blue, opacity */

const WIDE = 2; // pixels of the map: half the width of a line
/** @type {Ink} */
export const LINE = [232, 116, 59, 255];
/** @type {Ink} */
export const CASING = [0, 0, 0, 140]; // inside the line, one pixel wide

/**
 * Tell which pixels of a picture are white.
 * @param {Uint8ClampedArray} pixels red, green, blue and opacity of each
 */
export function pixelsToInside(pixels) {
  const inside = new Uint8Array(pixels.length / 4);
  for (let place = 0; place < inside.length; place += 1) inside[place] = pixels[4 * place] >> 7;
  return inside;
}

/**
 * Draw the outline of what is inside. A map has a million pixels, and a person waits: plain loops.
 * @param {Outlined} map
 * @param {Uint8ClampedArray} pixels that are drawn into
 */
export function drawOutline({ width, inside }, pixels) {
  const far = WIDE + 1;
  for (let place = 0; place < inside.length; place += 1) {
    if (inside[place] === 0) continue;
    if (isBorder(inside, place, WIDE, WIDE * width)) pixels.set(LINE, 4 * place);
    else if (isBorder(inside, place, far, far * width)) pixels.set(CASING, 4 * place);
  }
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
