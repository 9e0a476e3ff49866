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
  return Uint8Array.from({ length: pixels.length / 4 }, (_, place) => pixels[4 * place] >> 7);
}

/**
 * Draw the outline of what is inside.
 * @param {Outlined} map
 * @param {Uint8ClampedArray} pixels that are drawn into
 */
export function drawOutline({ width, height, inside }, pixels) {
  const near = waysOut(width, WIDE);
  const wide = waysOut(width, WIDE + 1);
  for (let place = 0; place < width * height; place += 1) {
    if (!inside[place]) continue;
    const leaves = (/** @type {number} */ way) => inside[place + way] === 0;
    if (near.some(leaves)) pixels.set(LINE, 4 * place);
    else if (wide.some(leaves)) pixels.set(CASING, 4 * place);
  }
}

/**
 * Return the ways from a pixel to others, one of which lies outside if it is on the border.
 * @param {number} width of the map
 * @param {number} far
 */
function waysOut(width, far) {
  return [far, -far, far * width, -far * width];
}
