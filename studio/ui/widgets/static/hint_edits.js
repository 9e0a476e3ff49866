// Editing: hints on the picture moved, removed and numbered, as the server does it.

/** @import {Mark, Move, Point, Stroke} from "./message.js" */
import { clamp } from "./geometry.js";

/** @typedef {Point | Stroke} Hint */

const BEYOND = 0.5; // how far a stroke may run out of the photo, as a share of its side

/**
 * Change the hint of a name.
 * @param {Mark[]} marks
 * @param {string} name
 * @param {(hint: Hint) => Hint} edit
 */
export function change(marks, name, edit) {
  return marks.map((mark) => (mark.name === name ? { ...mark, hint: edit(mark.hint) } : mark));
}

/**
 * Add a hint over those of its kind.
 * @param {Mark[]} marks
 * @param {Hint} hint
 */
export function add(marks, hint) {
  return number([...marks, { name: "", title: "", hint }]);
}

/**
 * Remove the hint of a name.
 * @param {Mark[]} marks
 * @param {string} name
 */
export function remove(marks, name) {
  return number(marks.filter((mark) => mark.name !== name));
}

/**
 * Move a hint by a share of the photo's sides.
 * @param {Hint} hint
 * @param {Move} way
 * @returns {Hint}
 */
export function moveHint(hint, { dx, dy }) {
  if (!("path" in hint))
    return { ...hint, x: clamp(hint.x + dx, 0, 1), y: clamp(hint.y + dy, 0, 1) };
  const keep = (/** @type {number} */ share) => clamp(share, -BEYOND, 1 + BEYOND);
  return { ...hint, path: hint.path.map(([x, y]) => [keep(x + dx), keep(y + dy)]) };
}

/**
 * Return where a hint is opened: a point's centre, the middle of a stroke.
 * @param {Hint} hint
 */
export function spotOf(hint) {
  if (!("path" in hint)) return { x: hint.x, y: hint.y };
  const [x, y] = hint.path[Math.floor(hint.path.length / 2)];
  return { x, y };
}

/**
 * Name hints by their kind and place: strokes come first.
 * @param {Mark[]} marks
 */
function number(marks) {
  const strokes = marks.filter(({ hint }) => "path" in hint);
  const points = marks.filter(({ hint }) => !("path" in hint));
  return [
    ...strokes.map((mark, index) => ({ ...mark, name: `stroke ${index + 1}` })),
    ...points.map((mark, index) => ({ ...mark, name: `point ${index + 1}` })),
  ];
}
