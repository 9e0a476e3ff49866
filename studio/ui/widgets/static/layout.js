// How pictures of one shape lie beside each other, and how far a step of the zoom goes.

/** @import {Size} from "./geometry.js" */
import { isLong } from "./lens.js";

export const LEAST_SIDE = 300; // CSS pixels: a panorama or a column opens no lower or narrower
const GAIN = 1.3; // how much larger pictures must be for fewer of them to lie beside each other

/**
 * @typedef {Object} Layout of panes of one size
 * @property {number} columns
 * @property {number} height of each, in CSS pixels
 */

/**
 * Return how so many pictures fill a place: as many beside each other as do not make them small.
 * @param {number} count
 * @param {Size} photo
 * @param {Size} place in CSS pixels
 * @param {number} gap
 * @returns {Layout}
 */
export function layOut(count, photo, place, gap) {
  const ways = [4, 2, 1].filter((columns) => columns <= count);
  const [most, ...fewer] = ways.map((columns) => fill(columns, count, photo, place, gap));
  const best = fewer.reduce((a, b) => (b.scale > a.scale * GAIN ? b : a), most);
  return { columns: best.columns, height: best.height };
}

/**
 * @param {number} columns
 * @param {number} count
 * @param {Size} photo
 * @param {Size} place
 * @param {number} gap
 */
function fill(columns, count, photo, place, gap) {
  const rows = Math.ceil(count / columns);
  const width = (place.width - gap * (columns - 1)) / columns;
  const wanted = (width * photo.height) / photo.width;
  const room = (place.height - gap * (rows - 1)) / rows;
  const least = isLong(photo) ? LEAST_SIDE : Math.min(wanted, LEAST_SIDE);
  const height = Math.round(Math.max(least / rows, Math.min(wanted, room)));
  return { columns, height, scale: Math.min(width / photo.width, height / photo.height) };
}

/**
 * Return the factor of a step of the zoom, which stops on its way at the photo's own pixels.
 * @param {number} scale
 * @param {number} factor
 * @param {number} own the scale at which a pixel of the photo is one of the screen
 */
export function stepFactor(scale, factor, own) {
  const to = scale * factor;
  const isPassed = (scale < own && own < to) || (to < own && own < scale);
  return isPassed ? own / scale : factor;
}
