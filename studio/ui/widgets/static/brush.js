// The brush on the picture: it paints hints, or what belongs to a mask, and takes away from it.

/** @import {Place} from "./geometry.js" */
/** @import {Lens} from "./lens.js" */
/** @import {How} from "./message.js" */
/** @import {Picture} from "./picture.js" */
/** @import {Held} from "./pointer.js" */
import { sizedHint } from "./foresight.js";
import { clamp } from "./geometry.js";
import { longerSide, stageToPhoto } from "./lens.js";
import { drawShape } from "./marks.js";

const BEYOND = 0.5; // how far a stroke may run out of the photo, as a share of its side
const NEW = 12; // CSS pixels: how wide a new hint is at any zoom, and a brush before it is set
const SIZES = /** @type {const} */ ([0.0001, 0.125]); // of a brush, the least and the most
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
 * Return how large a new hint is: as wide on the screen at any zoom.
 * @param {Lens} lens
 */
export function newSize(lens) {
  return clamp(NEW / longerSide(lens), ...SIZES);
}

/**
 * Return how large the brush is.
 * @param {Picture} picture
 */
export function brushSize({ lens, view }) {
  return view.brush?.size ?? newSize(lens);
}

/**
 * Change the size of what is at hand by a factor: the spot's hint, the selected one or the brush.
 * @param {Picture} picture
 * @param {number} factor
 */
export function resize(picture, factor) {
  const { queue, view } = picture;
  if (!view.brush) return;
  const size = clamp(sizeAtHand(picture) * factor, ...SIZES);
  queue.send({ act: "size", size });
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
  const size = brushSize(picture);
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
function sizeAtHand(picture) {
  const { marks, spot } = picture.view;
  const name = sizedHint(picture.view);
  const hint = marks.find((mark) => mark.name === name)?.hint;
  return spot?.size ?? hint?.size ?? brushSize(picture);
}

/** @param {Picture} picture */
function widthOf(picture) {
  return Math.max(brushSize(picture) * longerSide(picture.lens), LEAST_WIDTH);
}

/** @param {number} share */
function keepNear(share) {
  return clamp(share, -BEYOND, 1 + BEYOND);
}
