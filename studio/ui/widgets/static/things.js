// Things on the picture: what was chosen is outlined; a click or a box chooses.

/** @import {Place} from "./geometry.js" */
/** @import {How} from "./message.js" */
/** @import {Picture} from "./picture.js" */
/** @import {Held} from "./pointer.js" */
import { find, findAll } from "./elements.js";
import { clamp, corners } from "./geometry.js";
import { photoToStage, stageToPhoto } from "./lens.js";
import { drawShape } from "./marks.js";
import { drawOutline } from "./outline.js";

const SAME = 8; // CSS pixels: a click so near to the one before is on the same spot

/**
 * @typedef {Object} Found
 * @property {Place | null} clicked where on the photo was clicked last
 * @property {How} how what a click means without a key
 */

/**
 * Show the outline of what is chosen in a view.
 * @param {Picture} picture
 */
export function showChosen({ root, view }) {
  const canvas = find(root, ".outline", HTMLCanvasElement);
  canvas.hidden = !view.chosen;
  if (!view.chosen) return;
  canvas.width = view.chosen.width;
  canvas.height = view.chosen.height;
  const context = canvas.getContext("2d");
  if (!context) return;
  const image = context.createImageData(canvas.width, canvas.height);
  drawOutline(view.chosen, image.data);
  context.putImageData(image, 0, 0);
}

/**
 * Choose the thing at a place of the photo, or mend the one that is chosen by it.
 * @param {Picture} picture
 * @param {Place} place
 * @param {How} how as the keys that are held say
 */
export function takeThing({ found, lens, queue }, place, how) {
  const { clicked } = found;
  const spot = clicked && isSame(lens, clicked, place) ? clicked : place;
  found.clicked = spot;
  queue.send({ act: "take", ...spot, how: how === "new" ? found.how : how });
}

/**
 * Press or release a button that says what clicks mean; at most one is pressed.
 * @param {Picture} picture
 * @param {HTMLElement} button
 */
export function pressHow({ found, root }, button) {
  const how = /** @type {How} */ (button.dataset.how);
  found.how = found.how === how ? "new" : how;
  for (const other of findAll(root, "[data-how]")) {
    other.setAttribute("aria-pressed", `${other.dataset.how === found.how}`);
  }
}

/**
 * Show the box that is drawn.
 * @param {Picture} picture
 * @param {Held} held
 */
export function showBox(picture, { from, at }) {
  const [{ x, y }, high] = corners(from, at);
  const size = { width: high.x - x, height: high.y - y };
  drawShape(picture, "rect", { class: "box fresh", x, y, ...size });
}

/**
 * Choose the thing in the box that was drawn.
 * @param {Picture} picture
 * @param {Held} held
 */
export function encloseThing({ lens, queue }, { from, at }) {
  const [low, high] = corners(from, at).map((place) => stageToPhoto(lens, place));
  const left = clamp(low.x, 0, 1);
  const top = clamp(low.y, 0, 1);
  const right = clamp(high.x, 0, 1);
  const bottom = clamp(high.y, 0, 1);
  if (left < right && top < bottom) {
    queue.send({ act: "enclose", box: [left, top, right, bottom] });
  }
}

/**
 * @param {import("./lens.js").Lens} lens
 * @param {Place} one
 * @param {Place} other
 */
function isSame(lens, one, other) {
  const [a, b] = [one, other].map((place) => photoToStage(lens, place));
  return Math.hypot(a.x - b.x, a.y - b.y) <= SAME;
}
