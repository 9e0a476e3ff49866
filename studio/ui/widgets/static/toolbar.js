// The tools of the picture, their buttons, and its fields.

/** @import {Place} from "./geometry.js" */
/** @import {Depth, Extent, How, Press, Tool} from "./message.js" */
/** @import {Picture} from "./picture.js" */
import { brushSize, paintDab } from "./brush.js";
import { closest, find, findAll } from "./elements.js";
import { isInside } from "./geometry.js";
import { followHolding } from "./gestures.js";
import { chooseHex, eraseHint, openSpot } from "./hints.js";
import { zoomPhoto } from "./stage.js";
import { pressHow, takeThing } from "./things.js";

/** @type {Object<string, (picture: Picture, field: HTMLInputElement) => void>} */
const FIELDS = {
  color: ({ queue }, { value }) => queue.send({ act: "dip", color: value }),
  size: resizeBy,
  exact: ({ queue }, { value }) => queue.send({ act: "choose", color: value }),
  hex: chooseHex,
  "spot-size": resizeBy,
};

/**
 * Show which tools there are, and the one at hand.
 * @param {Picture} picture
 */
export function showTools(picture) {
  const { root, view } = picture;
  root.dataset.tool = view.tool;
  root.classList.toggle("pointing", has(view.tools, "point"));
  for (const button of findAll(root, "[data-tool]")) {
    button.hidden = !has(view.tools, button.dataset.tool);
    button.setAttribute("aria-pressed", `${button.dataset.tool === view.tool}`);
  }
  for (const part of findAll(root, "[data-with]")) {
    part.hidden = !has(view.tools, part.dataset.with);
  }
  const next = find(root, "[data-send=next]", HTMLElement);
  next.setAttribute("aria-pressed", `${view.next !== null}`);
  if (!view.brush) return;
  find(root, "[name=color]", HTMLInputElement).value = view.brush.color;
  find(root, "[name=size]", HTMLInputElement).value = `${brushSize(picture)}`;
}

/**
 * Take a tool, if the page has it.
 * @param {Picture} picture
 * @param {Tool} tool
 */
export function holdTool({ queue, view }, tool) {
  if (has(view.tools, tool)) queue.send({ act: "hold", tool });
}

/**
 * @param {Picture} picture
 * @param {HTMLInputElement} field
 */
function resizeBy({ queue }, { value }) {
  queue.send({ act: "size", size: Number(value) });
}

/**
 * Choose what is at a place of the photo: its thing, or its spot; with the brush, paint on a mask.
 * @param {Picture} picture
 * @param {Place} place
 * @param {How} how
 */
export function choosePlace(picture, place, how) {
  if (!isInside(place)) return;
  const isMask = has(picture.view.tools, "thing");
  if (isMask && picture.view.tool === "brush") paintDab(picture, place, how);
  else if (isMask) takeThing(picture, place, how);
  else openSpot(picture, place);
}

/**
 * Return what the keys that are held make of a click on a thing.
 * @param {{shiftKey: boolean, altKey: boolean}} event
 * @returns {How}
 */
export function howOf({ shiftKey, altKey }) {
  if (shiftKey) return "more";
  return altKey ? "less" : "new";
}

/**
 * Show the original, or the result again, with its hints unless they are hidden.
 * @param {Picture} picture
 * @param {boolean} isShown
 */
export function showOriginal({ root }, isShown) {
  find(root, ".original", HTMLElement).hidden = !isShown;
  const hints = find(root, "[data-press=hints]", HTMLElement);
  root.classList.toggle("hushed", isShown || !isPressed(hints));
}

/**
 * Do what buttons and fields ask for.
 * @param {Picture} picture
 */
export function listenToToolbar(picture) {
  const { gone, root } = picture;
  const original = find(root, "[data-press=original]", HTMLElement);
  followHolding(original, (isHeld) => showOriginal(picture, isHeld), gone);
  const click = (/** @type {Event} */ { target }) => {
    const button = closest(target, "button");
    if (button instanceof HTMLElement) pressButton(picture, button);
  };
  const change = (/** @type {Event} */ { target }) => {
    if (target instanceof HTMLInputElement) FIELDS[target.name]?.(picture, target);
  };
  root.addEventListener("click", click, { signal: gone });
  root.addEventListener("change", change, { signal: gone });
}

/**
 * @param {Picture} picture
 * @param {HTMLElement} button
 */
function pressButton(picture, button) {
  const { queue } = picture;
  const { tool, send, press, factor, color, within, depth } = button.dataset;
  if (tool) holdTool(picture, /** @type {Tool} */ (tool));
  if (send === "delete") eraseHint(picture);
  else if (send) queue.send({ act: /** @type {Press["act"]} */ (send) });
  if (button.dataset.how) pressHow(picture, button);
  if (factor !== undefined) zoomPhoto(picture, Number(factor));
  if (color) queue.send({ act: "choose", color });
  if (within) queue.send({ act: "extend", within: /** @type {Extent} */ (within) });
  if (depth) queue.send({ act: "lay", depth: /** @type {Depth} */ (depth) });
  if (press && press !== "original") {
    button.setAttribute("aria-pressed", `${!isPressed(button)}`);
    showOriginal(picture, false);
  }
}

/** @param {HTMLElement} button */
function isPressed(button) {
  return button.getAttribute("aria-pressed") === "true";
}

/**
 * Tell whether a page has a tool.
 * @param {Tool[]} tools
 * @param {string | undefined} tool
 */
export function has(tools, tool) {
  return tools.some((other) => other === tool);
}
