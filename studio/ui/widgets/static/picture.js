// The photo in hand: one picture, zoomed and panned, on which a person acts with the tool at hand.
// What a person does is told as events; what is shown is what the server told last.

/** @import {Found} from "./things.js" */
/** @import {Mount} from "./elements.js" */
/** @import {Place} from "./geometry.js" */
/** @import {Lens} from "./lens.js" */
/** @import {View} from "./message.js" */
/** @import {Held} from "./pointer.js" */
/** @import {Queue} from "./queue.js" */
import { find, showImage, whenGone } from "./elements.js";
import { foresee } from "./foresight.js";
import { listenToKeys } from "./keyboard.js";
import { drawMarks } from "./marks.js";
import { listenToPointer } from "./pointer.js";
import { listenToPopover, showPopover } from "./popover.js";
import { makeQueue } from "./queue.js";
import { isOpen, openPhoto, refit, showCrop, showPhoto } from "./stage.js";
import { showChosen } from "./things.js";
import { listenToToolbar, showTools } from "./toolbar.js";

/**
 * @typedef {Object} Picture the control on the page, and what it knows
 * @property {HTMLElement} root
 * @property {HTMLElement} stage
 * @property {SVGElement} marks
 * @property {HTMLElement} popover
 * @property {HTMLElement} cross
 * @property {HTMLElement} ring around the mouse, as large as the brush
 * @property {Queue} queue
 * @property {AbortSignal} gone aborted when the control goes
 * @property {() => void} leave for Streamlit to call
 * @property {View} told what the server told last
 * @property {View} view what is shown: that, and what a person did since
 * @property {Lens} lens
 * @property {boolean} fits the photo is as it was opened
 * @property {Place} crossed where the cross-hair is, in shares of the photo's sides
 * @property {Found} found
 * @property {Held | null} held what the pointer does
 * @property {Held | null} clicked what it did last
 * @property {boolean} isSpaced the space bar is held
 * @property {boolean} byKeyboard the last act was done by keyboard
 * @property {number} looking timer until the pixels of a part are asked for
 */

/** @type {Lens} */
const CLOSED = {
  room: { width: 0, height: 0 },
  photo: { width: 1, height: 1 },
  scale: 0,
  x: 0,
  y: 0,
};
/** @type {WeakMap<Element, Picture>} */
const pictures = new WeakMap(); // a control outlasts many messages

/** @param {Mount<View>} mount */
export default function mountPicture({ data, parentElement, setStateValue }) {
  const root = find(parentElement, ".picture", HTMLElement);
  const there = pictures.get(root);
  const picture = there ?? makePicture(root, data);
  picture.queue.connect((report) => setStateValue("events", report), data.receipt);
  showView(picture, data, there ? there.view : null);
  return picture.leave;
}

/**
 * @param {HTMLElement} root
 * @param {View} view
 */
function makePicture(root, view) {
  const leaving = new AbortController();
  /** @type {Picture} */
  const picture = {
    root,
    stage: find(root, ".stage", HTMLElement),
    marks: find(root, ".marks", SVGElement),
    popover: find(root, ".popover", HTMLElement),
    cross: find(root, ".cross", HTMLElement),
    ring: find(root, ".ring", HTMLElement),
    queue: makeQueue(makeId(), () => showAct(picture)),
    gone: leaving.signal,
    leave: whenGone(root, leaving),
    told: view,
    view,
    lens: CLOSED,
    fits: true,
    crossed: { x: 0.5, y: 0.5 },
    found: { clicked: null, how: "new" },
    held: null,
    clicked: null,
    isSpaced: false,
    byKeyboard: false,
    looking: 0,
  };
  pictures.set(root, picture);
  for (const listen of [listenToPointer, listenToKeys, listenToToolbar, listenToPopover]) {
    listen(picture);
  }
  listenToSize(picture);
  return picture;
}

/** Return what tells a browser's page from others. */
function makeId() {
  return crypto.getRandomValues(new Uint32Array(2)).join("-");
}

/**
 * Show at once what a person did.
 * @param {Picture} picture
 */
function showAct(picture) {
  const before = picture.view;
  picture.view = foresee(picture.told, picture.queue.list());
  if (picture.view === before) return;
  showTools(picture);
  drawMarks(picture);
  showPopover(picture, before);
  if (picture.view.chosen !== before.chosen) showChosen(picture);
}

/**
 * @param {Picture} picture
 * @param {View} told
 * @param {View | null} before what was shown until now
 */
function showView(picture, told, before) {
  const { queue, root, stage } = picture;
  const view = foresee(told, queue.list());
  const { photo, picture: address, original } = view.result;
  picture.told = told;
  picture.view = view;
  showImage(find(root, ".result", HTMLImageElement), address);
  showImage(find(root, ".original", HTMLImageElement), original);
  stage.setAttribute("aria-label", view.label);
  const isTouched = matchMedia("(pointer: coarse)").matches;
  find(root, ".help", HTMLElement).textContent = isTouched ? view.touch : view.help;
  showCrop(picture);
  showTools(picture);
  if (photo !== before?.result.photo || !isOpen(picture)) openPhoto(picture);
  else showPhoto(picture, picture.lens);
  showPopover(picture, before);
  showChosen(picture);
}

/**
 * Follow the size of the stage and of the window.
 * @param {Picture} picture
 */
function listenToSize(picture) {
  const { gone, stage } = picture;
  let width = 0;
  const observer = new ResizeObserver(() => {
    if (!isOpen(picture) || stage.clientWidth === width || !stage.clientWidth) return;
    width = stage.clientWidth;
    refit(picture);
  });
  observer.observe(stage);
  addEventListener("resize", () => isOpen(picture) && refit(picture), { signal: gone });
  gone.addEventListener("abort", () => {
    observer.disconnect();
    clearTimeout(picture.looking);
  });
}
