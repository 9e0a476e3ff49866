// The lens: which part of a photo is seen on a stage, and how large. A lens never changes: what
// moves it returns another. Places on the stage are in the unit of its room (CSS pixels, or 1 for
// the whole stage), places on the photo in shares of its sides.

/** @import {Place, Size} from "./geometry.js" */
import { clamp } from "./geometry.js";

const LONG = 2; // times the other side: a longer photo would be too low or too narrow

/**
 * @typedef {Object} Lens
 * @property {Size} room of the stage
 * @property {Size} photo in its own pixels
 * @property {number} scale units of the stage that a pixel of the photo takes; 0 before it is open
 * @property {number} x where the photo's left edge lies on the stage
 * @property {number} y where its upper edge does
 */

/**
 * Return the scale at which the whole photo is seen.
 * @param {Lens} lens
 */
export function fittingScale({ room, photo }) {
  return Math.min(room.width / photo.width, room.height / photo.height);
}

/**
 * Tell whether a photo is a panorama or a column.
 * @param {Size} photo
 */
export function isLong({ width, height }) {
  return Math.max(width, height) > LONG * Math.min(width, height);
}

/**
 * Return the scale at which a photo opens: whole, unless a side of a long one would be shorter than
 * the least.
 * @param {Lens} lens
 * @param {number} least
 */
export function openingScale(lens, least) {
  const { room, photo } = lens;
  if (!isLong(photo)) return fittingScale(lens);
  const wide = Math.min(least, room.width) / photo.width;
  const high = Math.min(least, room.height) / photo.height;
  return Math.max(fittingScale(lens), wide, high);
}

/**
 * Return the lens with the photo brought back to the stage: no gap beside what fills a side.
 * @param {Lens} lens
 * @returns {Lens}
 */
export function settle(lens) {
  const { room, photo, scale } = lens;
  const x = keep(lens.x, scale * photo.width, room.width);
  const y = keep(lens.y, scale * photo.height, room.height);
  return { ...lens, x, y };
}

/**
 * Return where a side of the photo begins on one of the stage's.
 * @param {number} start
 * @param {number} extent
 * @param {number} side
 */
function keep(start, extent, side) {
  return extent <= side ? (side - extent) / 2 : clamp(start, side - extent, 0);
}

/**
 * Return the lens with the photo in the middle of the stage.
 * @param {Lens} lens
 * @param {number} scale
 */
export function center(lens, scale) {
  const { room, photo } = lens;
  const x = (room.width - scale * photo.width) / 2;
  const y = (room.height - scale * photo.height) / 2;
  return settle({ ...lens, scale, x, y });
}

/**
 * Return the lens with what lies at one place of the stage brought to another, and enlarged.
 * @param {Lens} lens
 * @param {Place} from
 * @param {Place} to
 * @param {number} factor
 * @param {[number, number]} scales the least and the most
 */
export function follow(lens, from, to, factor, [least, most]) {
  const scale = clamp(lens.scale * factor, least, most);
  const grown = scale / lens.scale;
  const x = to.x - (from.x - lens.x) * grown;
  const y = to.y - (from.y - lens.y) * grown;
  return settle({ ...lens, scale, x, y });
}

/**
 * Return the middle of the stage.
 * @param {Lens} lens
 * @returns {Place}
 */
export function middle({ room }) {
  return { x: room.width / 2, y: room.height / 2 };
}

/**
 * Return what lies at a place of the stage, in shares of the photo's sides.
 * @param {Lens} lens
 * @param {Place} place
 * @returns {Place}
 */
export function stageToPhoto({ photo, scale, x, y }, place) {
  return {
    x: (place.x - x) / (scale * photo.width),
    y: (place.y - y) / (scale * photo.height),
  };
}

/**
 * Return where a place of the photo lies on the stage.
 * @param {Lens} lens
 * @param {Place} place
 * @returns {Place}
 */
export function photoToStage({ photo, scale, x, y }, place) {
  return { x: x + place.x * scale * photo.width, y: y + place.y * scale * photo.height };
}

/**
 * Return the part of the photo that is seen: left, top, right, bottom.
 * @param {Lens} lens
 * @returns {[number, number, number, number]}
 */
export function seenPart(lens) {
  const low = stageToPhoto(lens, { x: 0, y: 0 });
  const high = stageToPhoto(lens, { x: lens.room.width, y: lens.room.height });
  return [clamp(low.x, 0, 1), clamp(low.y, 0, 1), clamp(high.x, 0, 1), clamp(high.y, 0, 1)];
}

/**
 * Return the longer side of the photo on the stage.
 * @param {Lens} lens
 */
export function longerSide({ photo, scale }) {
  return Math.max(photo.width, photo.height) * scale;
}
