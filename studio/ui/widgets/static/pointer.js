// What the pointer does on the picture: a click, a stroke, a box, a hint that is dragged, a pan.

/** @import {Place} from "./geometry.js" */
/** @import {Grip} from "./gestures.js" */
/** @import {How} from "./message.js" */
/** @import {Picture} from "./picture.js" */
import { paintStroke, showRing, showStroke } from "./brush.js";
import { datum, placeOn } from "./elements.js";
import { isInside, isNear } from "./geometry.js";
import { followFingers, followWheel } from "./gestures.js";
import { dropHint, openNext, showDrag } from "./hints.js";
import { stageToPhoto } from "./lens.js";
import { nameOf, tappedName } from "./marks.js";
import { fitPhoto, movePhoto, placeOnStage } from "./stage.js";
import { encloseThing, showBox } from "./things.js";
import { choosePlace, has, howOf } from "./toolbar.js";

/** @typedef {"click" | "pan" | "pinch" | "pick" | "drag" | "paint" | "box"} Deed */

/**
 * @typedef {Object} Held what a pointer does from its press to its release; places on the stage
 * @property {Deed} deed
 * @property {number} time of its press, in milliseconds
 * @property {Place} from
 * @property {Place} at
 * @property {Place[]} path
 * @property {boolean} moved it is no click any more
 * @property {How} how what the keys that are held make of a click
 * @property {string | null} name of the hint that was pressed
 * @property {string | null} tapped name of the hint that a tap means
 * @property {string | null} next index of the mark for the next hint that was pressed
 */

/** @typedef {(picture: Picture, held: Held) => void} Act */

const STILL = 4; // CSS pixels: a pointer that moved less has clicked
const DOUBLE_MS = 400; // between the clicks of a double click

/** @type {Partial<Record<Deed, Act>>} */
const MOVES = {
  paint: (picture, held) => drawAnew(picture, held, showStroke),
  box: (picture, held) => drawAnew(picture, held, showBox),
  drag: showDrag,
};

/** @type {Partial<Record<Deed, Act>>} */
const RELEASES = {
  click: finishClick,
  pick: pickColor,
  drag: dropHint,
  paint: paintStroke,
  box: finishBox,
};

/**
 * Do what pointers and the wheel ask for.
 * @param {Picture} picture
 */
export function listenToPointer(picture) {
  const { gone, root, stage } = picture;
  const hands = {
    mayPress: (/** @type {PointerEvent} */ event) => event.button !== 2,
    press: press.bind(null, picture),
    move: move.bind(null, picture),
    release: release.bind(null, picture),
  };
  followFingers(stage, hands, gone);
  followBrush(picture);
  followWheel(root, stage, (event, factor) => zoomByWheel(picture, event, factor), gone);
  stage.addEventListener("contextmenu", (event) => removeHint(picture, event), { signal: gone });
}

/**
 * Show the size of the brush where the mouse or a pen is.
 * @param {Picture} picture
 */
function followBrush(picture) {
  const { gone, stage } = picture;
  const follow = (/** @type {PointerEvent} */ event) => {
    showRing(picture, event.pointerType === "touch" ? null : placeOnStage(picture, event));
  };
  stage.addEventListener("pointermove", follow, { signal: gone });
  stage.addEventListener("pointerleave", () => showRing(picture, null), { signal: gone });
}

/**
 * @param {Picture} picture
 * @param {PointerEvent} event
 * @param {number} count
 */
function press(picture, event, count) {
  const at = placeOnStage(picture, event);
  const deed = count === 2 ? "pinch" : deedOf(picture, event);
  picture.byKeyboard = false;
  picture.held = {
    deed,
    time: event.timeStamp,
    from: at,
    at,
    path: [at],
    moved: false,
    how: howOf(event),
    name: nameOf(event.target),
    tapped: event.pointerType === "touch" ? tappedName(picture, at) : null,
    next: datum(event.target, "next"),
  };
  picture.root.classList.toggle("panning", deed === "pan");
  if (event.button === 1) event.preventDefault();
}

/**
 * Return what a press begins.
 * @param {Picture} picture
 * @param {PointerEvent} event
 * @returns {Deed}
 */
function deedOf({ isSpaced, view }, event) {
  if (event.button === 1 || isSpaced) return "pan";
  if (event.altKey && has(view.tools, "point")) return "pick";
  if (nameOf(event.target)) return "drag";
  if (view.tool === "brush") return "paint";
  return view.tool === "box" ? "box" : "click";
}

/**
 * @param {Picture} picture
 * @param {PointerEvent} event
 * @param {Grip} before
 * @param {Grip} after
 */
function move(picture, event, before, after) {
  const { held, stage } = picture;
  if (!held) return;
  held.at = placeOnStage(picture, event);
  held.moved ||= Math.hypot(held.at.x - held.from.x, held.at.y - held.from.y) > STILL;
  const drags = held.deed === "click" && held.moved && mayPan(picture, event);
  if (held.deed === "pinch" || held.deed === "pan" || drags) {
    const factor = held.deed === "pinch" ? after.spread / before.spread : 1;
    movePhoto(picture, placeOn(stage, before), placeOn(stage, after), factor);
  } else {
    MOVES[held.deed]?.(picture, held);
  }
}

/**
 * Tell whether a pointer that is drawn over the picture moves the photo. One finger scrolls the page
 * while the photo is seen whole.
 * @param {Picture} picture
 * @param {PointerEvent} event
 */
function mayPan({ root }, { pointerType }) {
  return pointerType === "mouse" || root.matches(".wide, .high");
}

/**
 * @param {Picture} picture
 * @param {PointerEvent} event
 * @param {number} count of the fingers that are left
 */
function release(picture, event, count) {
  const { held, root } = picture;
  root.classList.remove("panning");
  if (count) return;
  const isDouble = held !== null && isSecond(picture, held);
  if (held && event.type === "pointerup") {
    (isDouble ? finishDouble : RELEASES[held.deed])?.(picture, held);
  }
  picture.clicked = isDouble ? null : held;
  picture.held = null;
}

/**
 * Tell whether a press is the second of a double click, which only fits the photo. Where things are
 * picked it counts: a second click takes a larger or smaller thing.
 * @param {Picture} picture
 * @param {Held} held
 */
function isSecond({ clicked, view }, { from, moved, time }) {
  if (!clicked || clicked.moved || moved || has(view.tools, "thing")) return false;
  return isNear(clicked.from, from) && time - clicked.time < DOUBLE_MS;
}

/**
 * Fit the photo, and take back what the first of two clicks did.
 * @param {Picture} picture
 */
function finishDouble(picture) {
  const { clicked, queue, view } = picture;
  if (clicked?.deed === "paint") queue.send({ act: "undo" });
  else if (view.spot) queue.send({ act: "close" });
  fitPhoto(picture);
}

/**
 * Draw what grows with each move, in the place of what was drawn before.
 * @param {Picture} picture
 * @param {Held} held
 * @param {Act} draw
 */
function drawAnew(picture, held, draw) {
  picture.marks.querySelector(".fresh")?.remove();
  held.path.push(held.at);
  draw(picture, held);
}

/**
 * @param {Picture} picture
 * @param {Held} held
 */
function finishClick(picture, held) {
  const { from, moved, how, next, tapped } = held;
  if (next !== null) openNext(picture, next);
  else if (tapped && !moved) dropHint(picture, { ...held, name: tapped });
  else if (!moved) choosePlace(picture, stageToPhoto(picture.lens, from), how);
}

/**
 * Choose what is in a box; one that was not drawn out is a click.
 * @param {Picture} picture
 * @param {Held} held
 */
function finishBox(picture, held) {
  if (held.moved) encloseThing(picture, held);
  else finishClick(picture, held);
}

/**
 * Take up the colour that the result has at a spot.
 * @param {Picture} picture
 * @param {Held} held
 */
function pickColor({ lens, queue }, { from }) {
  const place = stageToPhoto(lens, from);
  if (isInside(place)) queue.send({ act: "pick", ...place });
}

/**
 * @param {Picture} picture
 * @param {WheelEvent} event
 * @param {number} factor
 */
function zoomByWheel(picture, event, factor) {
  const place = placeOnStage(picture, event);
  movePhoto(picture, place, place, factor);
  return true;
}

/**
 * Remove the hint that was pressed with the right button.
 * @param {Picture} picture
 * @param {Event} event
 */
function removeHint({ queue }, event) {
  const name = nameOf(event.target);
  if (!name) return;
  event.preventDefault();
  queue.send({ act: "delete", name });
}
