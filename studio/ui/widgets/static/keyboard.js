// What keys do on the picture.

/** @import {Picture} from "./picture.js" */
import { resize } from "./brush.js";
import { datum, find, isPressKey } from "./elements.js";
import { clamp } from "./geometry.js";
import { eraseHint, openNext } from "./hints.js";
import { focusedPart, nameOf } from "./marks.js";
import { walkColors } from "./popover.js";
import { showCross, zoomPhoto } from "./stage.js";
import { choosePlace, has, holdTool, howOf, showOriginal } from "./toolbar.js";

/** @typedef {"field" | "popover" | "button" | "picture"} Where what has the focus */
/** @typedef {{key: string, shiftKey: boolean, ctrlKey: boolean, metaKey: boolean}} Stroke */
/**
 * @typedef {"brush" | "box" | "point" | "thing" | "level" | "hints" | "original" | "smaller" | "larger"
 *   | "closer" | "farther" | "fit" | "pan" | "undo" | "redo" | "close" | "erase" | "enter" | "step"
 *   | "walk"} Deed
 */

const STEP = 0.02; // of the photo's sides, a press of an arrow key
const FAR = 5; // steps with Shift
const LAST = 0.999; // share of a side: its last pixel

/** @type {Object<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** @type {Object<string, Deed>} */
const KEYS = {
  b: "brush",
  r: "box",
  p: "point",
  t: "thing",
  l: "level",
  h: "hints",
  o: "original",
  "[": "smaller",
  "]": "larger",
  "+": "closer",
  "=": "closer",
  "-": "farther",
  0: "fit",
  " ": "pan",
  Escape: "close",
  Delete: "erase",
  Backspace: "erase",
  Enter: "enter",
};

const IN_POPOVER = new Set(["Escape", "Delete", "l", "L"]);

/** @type {Record<Deed, (picture: Picture, event: KeyboardEvent) => void>} */
const DEEDS = {
  brush: (picture) => holdTool(picture, "brush"),
  box: (picture) => holdTool(picture, "box"),
  point: (picture) => holdTool(picture, "point"),
  thing: (picture) => holdTool(picture, "thing"),
  level: ({ queue, view }) =>
    (view.spot || has(view.tools, "thing")) && queue.send({ act: "level" }),
  hints: ({ root }) => find(root, "[data-press=hints]", HTMLElement).click(),
  original: (picture) => showOriginal(picture, true),
  smaller: (picture) => resize(picture, 0.8),
  larger: (picture) => resize(picture, 1.25),
  closer: (picture) => zoomPhoto(picture, 2),
  farther: (picture) => zoomPhoto(picture, 0.5),
  fit: (picture) => zoomPhoto(picture, 0),
  pan: (picture) => {
    picture.isSpaced = true;
  },
  undo: ({ queue }) => queue.send({ act: "undo" }),
  redo: ({ queue }) => queue.send({ act: "redo" }),
  close,
  erase: eraseHint,
  enter,
  step,
  walk: (picture, { key }) => walkColors(picture, key),
};

/**
 * Return what a key means; null for nothing.
 * @param {Stroke} stroke
 * @param {Where} where
 * @returns {Deed | null}
 */
export function deedOfKey({ key, shiftKey, ctrlKey, metaKey }, where) {
  if (ctrlKey || metaKey) return undoing(key.toLowerCase(), shiftKey);
  if (where === "field") return key === "Escape" ? "close" : null;
  if (where === "popover") {
    if (key in ARROWS) return "walk";
    return IN_POPOVER.has(key) ? (KEYS[key] ?? KEYS[key.toLowerCase()]) : null;
  }
  const deed = KEYS[key] ?? KEYS[key.toLowerCase()] ?? null;
  if (where === "button") return isPressKey({ key }) ? null : deed;
  return key in ARROWS ? "step" : deed;
}

/**
 * @param {string} key
 * @param {boolean} shift
 * @returns {Deed | null}
 */
function undoing(key, shift) {
  if (key === "z") return shift ? "redo" : "undo";
  return key === "y" ? "redo" : null;
}

/**
 * Do what keys ask for.
 * @param {Picture} picture
 */
export function listenToKeys(picture) {
  const { gone, root } = picture;
  const press = (/** @type {KeyboardEvent} */ event) => {
    const where = whereIs(picture, event.target);
    const deed = deedOfKey(event, where);
    if (where === "picture" && !event.ctrlKey && !event.metaKey) picture.byKeyboard = true;
    if (!deed) return;
    DEEDS[deed](picture, event);
    event.preventDefault();
    event.stopPropagation();
  };
  const release = (/** @type {KeyboardEvent} */ { key }) => {
    if (key === " ") picture.isSpaced = false;
    if (key === "o") showOriginal(picture, false);
  };
  root.addEventListener("keydown", press, { signal: gone });
  root.addEventListener("keyup", release, { signal: gone });
}

/**
 * @param {Picture} picture
 * @param {EventTarget | null} target
 * @returns {Where}
 */
function whereIs({ popover }, target) {
  if (!(target instanceof Element)) return "picture";
  if (target.matches("input")) return "field";
  if (popover.contains(target)) return "popover";
  return target.matches("button") ? "button" : "picture";
}

/**
 * Move the hint that has the focus, else the cross-hair.
 * @param {Picture} picture
 * @param {KeyboardEvent} event
 */
function step(picture, { key, shiftKey }) {
  const name = nameOf(focusedPart(picture));
  const [dx, dy] = ARROWS[key].map((way) => way * STEP * (shiftKey ? FAR : 1));
  if (name) {
    picture.queue.send({ act: "move", name, dx, dy });
    return;
  }
  const { x, y } = picture.crossed;
  const place = { x: clamp(x + dx, 0, LAST), y: clamp(y + dy, 0, LAST) };
  showCross(picture, place);
}

/** @param {Picture} picture */
function close({ cross, queue, view }) {
  cross.hidden = true;
  if (view.spot || view.chosen) queue.send({ act: "close" });
}

/**
 * Open what has the focus, else choose what is under the cross-hair.
 * @param {Picture} picture
 * @param {KeyboardEvent} event
 */
function enter(picture, event) {
  const target = focusedPart(picture);
  const name = nameOf(target);
  const next = datum(target, "next");
  if (name) picture.queue.send({ act: "select", name });
  else if (next) openNext(picture, next);
  else if (!picture.cross.hidden) choosePlace(picture, picture.crossed, howOf(event));
}
