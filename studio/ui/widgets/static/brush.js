// The brush on the picture: it paints hints, or what belongs to a mask, and takes away from it.

/** @import {Place} from "./geometry.js" */
/** @import {How} from "./message.js" */
/** @import {Picture} from "./picture.js" */
/** @import {Held} from "./pointer.js" */
import { clamp } from "./geometry.js";
import { longerSide, stageToPhoto } from "./lens.js";
import { drawShape } from "./marks.js";

const BEYOND = 0.5; // how far a stroke may run out of the photo, as a share of its side
const SIZES = /** @type {const} */ ([0.002, 0.125]); // of a brush, the least and the most
const ERASER = "#000000";
const LEAST_WIDTH = 2; // CSS pixels

/**
 * Show the stroke that is painted.
 * @param {Picture} picture
 * @param {Held} held
 */
export function showStroke(picture, { how, path }) {
  const { brush } = picture.view;
  if (!brush) return;
  const color = erases(picture, how) ? ERASER : brush.color;
  drawShape(picture, "polyline", {
    class: "stroke fresh",
    points: path.map(({ x, y }) => `${x},${y}`).join(" "),
    style: `stroke:${color}`,
    "stroke-width": widthOf(picture),
  });
}

/**
 * Tell of the stroke that was painted.
 * @param {Picture} picture
 * @param {Held} held
 */
export function paintStroke(picture, { how, path }) {
  const places = path.map((place) => stageToPhoto(picture.lens, place));
  paint(picture, places, how);
}

/**
 * Paint one dab at a place of the photo.
 * @param {Picture} picture
 * @param {Place} place
 * @param {How} how
 */
export function paintDab(picture, place, how) {
  paint(picture, [place], how);
}

/**
 * Change the size of the brush, or of the hint at hand, by a factor.
 * @param {Picture} picture
 * @param {number} factor
 */
export function resizeBrush(picture, factor) {
  if (picture.view.brush) setSize(picture, clamp(sizeOf(picture) * factor, ...SIZES));
}

/**
 * Give the brush a size. It holds at once: several presses of a key may come before an answer.
 * @param {Picture} picture
 * @param {number} size as a share of the photo's longer side
 */
export function setSize(picture, size) {
  picture.sized = size;
  picture.queue.send({ act: "size", size });
}

/**
 * Go by the size that the server told, once it is the one that was set last.
 * @param {Picture} picture
 */
export function settleSize(picture) {
  if (picture.view.brush?.size === picture.sized) picture.sized = null;
}

/**
 * Show how large the brush is, around a place of the stage; null for nowhere.
 * @param {Picture} picture
 * @param {Place | null} at
 */
export function showRing(picture, at) {
  const { ring, view } = picture;
  ring.hidden = !at || view.tool !== "brush" || !view.brush;
  if (ring.hidden || !at) return;
  const width = widthOf(picture);
  Object.assign(ring.style, {
    left: `${at.x - width / 2}px`,
    top: `${at.y - width / 2}px`,
    width: `${width}px`,
    height: `${width}px`,
  });
}

/**
 * @param {Picture} picture
 * @param {Place[]} places of the photo
 * @param {How} how
 */
function paint(picture, places, how) {
  if (!picture.view.brush) return;
  /** @type {[number, number][]} */
  const path = places.map(({ x, y }) => [keepNear(x), keepNear(y)]);
  const size = sizeOf(picture);
  picture.queue.send({ act: "paint", path, size, erases: erases(picture, how) });
}

/**
 * Tell whether a stroke takes away: a key says so, else the button that is pressed.
 * @param {Picture} picture
 * @param {How} how as the keys that are held say
 */
function erases({ found }, how) {
  return (how === "new" ? found.how : how) === "less";
}

/** @param {Picture} picture */
function sizeOf({ sized, view }) {
  return sized ?? view.brush?.size ?? 0;
}

/** @param {Picture} picture */
function widthOf(picture) {
  return Math.max(sizeOf(picture) * longerSide(picture.lens), LEAST_WIDTH);
}

/** @param {number} share */
function keepNear(share) {
  return clamp(share, -BEYOND, 1 + BEYOND);
}
