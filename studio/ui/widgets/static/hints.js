// What is done to hints on the picture.

/** @import {Place} from "./geometry.js" */
/** @import {Picture} from "./picture.js" */
/** @import {Held} from "./pointer.js" */
import { newSize } from "./brush.js";
import { isNear } from "./geometry.js";
import { photoToStage, stageToPhoto } from "./lens.js";
import { findMark, focusedPart, nameOf } from "./marks.js";

const HEX = /^#[0-9a-f]{6}$/i;

/**
 * Open a spot, which is then given a colour; of the one that is open take another thing.
 * @param {Picture} picture
 * @param {Place} place
 */
export function openSpot({ lens, queue, view }, { x, y }) {
  const isSame = view.spot && isNear(photoToStage(lens, view.spot), photoToStage(lens, { x, y }));
  queue.send(isSame ? { act: "level" } : { act: "open", x, y, size: newSize(lens) });
}

/**
 * Open one of the spots where a hint would tell most.
 * @param {Picture} picture
 * @param {string} index
 */
export function openNext(picture, index) {
  const place = picture.view.next?.[Number(index)];
  if (place) openSpot(picture, { x: place[0], y: place[1] });
}

/**
 * Remove the hint that has the focus, else the one at hand.
 * @param {Picture} picture
 */
export function eraseHint(picture) {
  const { queue, view } = picture;
  const name = nameOf(focusedPart(picture)) ?? view.spot?.name ?? view.selected;
  if (name) queue.send({ act: "delete", name });
}

/**
 * Show a hint where it is dragged to.
 * @param {Picture} picture
 * @param {Held} held
 */
export function showDrag(picture, { name, from, at, moved }) {
  if (!name || !moved) return;
  const way = `translate(${at.x - from.x} ${at.y - from.y})`;
  findMark(picture, name)?.setAttribute("transform", way);
}

/**
 * Leave a hint where it was dragged to; one that was not moved is opened, as a spot is.
 * @param {Picture} picture
 * @param {Held} held
 */
export function dropHint({ lens, queue, view }, { name, from, at, moved }) {
  if (!name) return;
  const a = stageToPhoto(lens, from);
  const b = stageToPhoto(lens, at);
  if (moved) queue.send({ act: "move", name, dx: b.x - a.x, dy: b.y - a.y });
  else queue.send(view.spot?.name === name ? { act: "level" } : { act: "select", name });
}

/**
 * Give the spot the colour that was typed, if it is one.
 * @param {Picture} picture
 * @param {HTMLInputElement} field
 */
export function chooseHex({ queue, view }, field) {
  if (HEX.test(field.value)) queue.send({ act: "choose", color: field.value });
  else field.value = view.spot?.color ?? "";
}
