// Outlines of areas, as pixels over a map that gives each of its pixels the number of an area.

/**
 * @typedef {Object} AreaMap
 * @property {string} address that it was read from
 * @property {number} width
 * @property {number} height
 * @property {Uint16Array} values row by row; 0 for no area
 */

/** @typedef {[number, number, number, number]} Ink red, green, blue, opacity */

/**
 * @typedef {Object} Style
 * @property {Ink} line
 * @property {Ink | null} fill of what lies inside the line
 */

const LINE = 2; // pixels of the map: half the width of an outline
/** @type {Ink} */
const CASING = [0, 0, 0, 140]; // inside the line, one pixel wide
/** @type {Style} */
export const HOVERED = { line: [255, 255, 255, 255], fill: [255, 255, 255, 56] };
/** @type {Style} */
export const CHOSEN = { line: [232, 116, 59, 255], fill: null };

/**
 * Return the number of an area for each pixel of a picture: red counts one, green 256.
 * @param {Uint8ClampedArray} pixels red, green, blue and opacity of each
 */
export function pixelsToValues(pixels) {
  const values = new Uint16Array(pixels.length / 4);
  for (let place = 0; place < values.length; place += 1) {
    values[place] = pixels[4 * place] + 256 * pixels[4 * place + 1];
  }
  return values;
}

/**
 * Return the number of the area at a place in shares of the sides; 0 for none.
 * @param {AreaMap} map
 * @param {import("./geometry.js").Place} place
 */
export function areaAt({ width, height, values }, { x, y }) {
  return values[Math.floor(y * height) * width + Math.floor(x * width)];
}

/**
 * Draw the outline of an area.
 * @param {AreaMap} map
 * @param {(value: number) => boolean} isInside of the area
 * @param {Style} style
 * @param {Uint8ClampedArray} pixels that are drawn into
 */
export function drawOutline({ width, height, values }, isInside, { line, fill }, pixels) {
  const near = waysOut(width, LINE);
  const wide = waysOut(width, LINE + 1);
  for (let place = 0; place < width * height; place += 1) {
    if (!isInside(values[place])) continue;
    const leaves = (/** @type {number} */ way) =>
      values[place + way] !== undefined && !isInside(values[place + way]);
    if (near.some(leaves)) pixels.set(line, 4 * place);
    else if (wide.some(leaves)) pixels.set(CASING, 4 * place);
    else if (fill) pixels.set(fill, 4 * place);
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
