// Marks on the picture: where hints are, and where one would tell most.

/** @import {Place} from "./geometry.js" */
/** @import {Point, Mark, Spot, Stroke} from "./message.js" */
/** @import {Picture} from "./picture.js" */
import { closest, datum } from "./elements.js";
import { spotOf } from "./hint_edits.js";
import { say } from "./language.js";
import { longerSide, photoToStage } from "./lens.js";
import { placePopover } from "./popover.js";

const SVG = "http://www.w3.org/2000/svg";
const DOT = 7; // CSS pixels: radius of a hint's mark
const FINGER = 18; // CSS pixels from a dot at which a finger still means it
const NEXT = 12; // CSS pixels: radius of the mark of a spot for the next hint

/**
 * Draw all marks anew; what had the focus has it again.
 * @param {Picture} picture
 */
export function drawMarks(picture) {
  const { marks, next, spot } = picture.view;
  const focused = nameOf(focusedPart(picture));
  picture.marks.replaceChildren();
  for (const mark of marks) drawMark(picture, mark, mark.name === focused);
  (next ?? []).forEach(([x, y], index) => {
    drawNext(picture, index, photoToStage(picture.lens, { x, y }));
  });
  if (spot && !spot.name) drawPoint(picture, spot, drawShape(picture, "g", { class: "selected" }));
  placePopover(picture);
}

/**
 * Draw a shape, and return it.
 * @param {Picture} picture
 * @param {string} name
 * @param {Object<string, string | number>} attributes
 * @param {SVGElement} parent
 */
export function drawShape(picture, name, attributes, parent = picture.marks) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, `${value}`);
  parent.append(element);
  return element;
}

/**
 * Return the part of the control that has the focus.
 * @param {Picture} picture
 */
export function focusedPart({ root, stage }) {
  const owner = /** @type {Document | ShadowRoot} */ (root.getRootNode());
  return owner.activeElement ?? stage;
}

/**
 * Return the name of the hint whose mark something is.
 * @param {EventTarget | null} target
 */
export function nameOf(target) {
  return datum(closest(target, "[data-name]"), "name");
}

/**
 * Return the name of the hint whose dot a tap at a place of the stage means: it may miss by a little.
 * @param {Picture} picture
 * @param {Place} at
 */
export function tappedName({ lens, root, view }, at) {
  if (root.matches(".hushed")) return null;
  const far = (/** @type {Mark} */ { hint }) => {
    const { x, y } = photoToStage(lens, spotOf(hint));
    return Math.hypot(x - at.x, y - at.y);
  };
  const near = view.marks.filter((mark) => far(mark) <= FINGER);
  return near.sort((a, b) => far(a) - far(b))[0]?.name ?? null;
}

/**
 * Return the mark of a hint.
 * @param {Picture} picture
 * @param {string} name
 */
export function findMark({ marks }, name) {
  return marks.querySelector(`[data-name="${name}"]`);
}

/**
 * @param {Picture} picture
 * @param {Mark} mark
 * @param {boolean} isFocused
 */
function drawMark(picture, { name, title, hint }, isFocused) {
  const labels = { "aria-label": title, "data-name": name };
  const group = drawShape(picture, "g", { tabindex: 0, role: "button", ...labels });
  group.classList.toggle("selected", name === picture.view.selected);
  drawShape(picture, "title", {}, group).textContent = title;
  if ("path" in hint) drawStroke(picture, hint, group);
  else drawPoint(picture, hint, group);
  if (isFocused) group.focus({ preventScroll: true });
}

/**
 * @param {Picture} picture
 * @param {Point | Spot} point
 * @param {SVGElement} group
 */
function drawPoint(picture, { x, y, color, size }, group) {
  const { x: cx, y: cy } = photoToStage(picture.lens, { x, y });
  const r = Math.max((size * longerSide(picture.lens)) / 2, DOT);
  drawShape(picture, "circle", { class: "reach", cx, cy, r }, group);
  drawShape(picture, "circle", { class: "dot", cx, cy, r: DOT, fill: color }, group);
}

/**
 * @param {Picture} picture
 * @param {Stroke} stroke
 * @param {SVGElement} group
 */
function drawStroke(picture, { path, color }, group) {
  const places = path.map(([x, y]) => photoToStage(picture.lens, { x, y }));
  const points = places.map(({ x, y }) => `${x},${y}`).join(" ");
  const lines = { casing: 4, line: 2 };
  for (const [kind, wide] of Object.entries(lines)) {
    drawShape(picture, "polyline", { class: kind, points, "stroke-width": wide }, group);
  }
  const { x: cx, y: cy } = places[Math.floor(path.length / 2)];
  drawShape(picture, "circle", { class: "dot", cx, cy, r: DOT, fill: color }, group);
}

/**
 * @param {Picture} picture
 * @param {number} index
 * @param {Place} place
 */
function drawNext(picture, index, { x: cx, y: cy }) {
  const label = say("Spot {n} where a hint would tell most", { n: index + 1 });
  const labels = { tabindex: 0, role: "button", "aria-label": label, "data-next": index };
  drawShape(picture, "circle", { class: "next", cx, cy, r: NEXT, ...labels });
}
