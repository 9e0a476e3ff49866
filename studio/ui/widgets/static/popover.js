// The popover in which a spot gets its colour.

/** @import {Place, Size} from "./geometry.js" */
/** @import {Lens} from "./lens.js" */
/** @import {Swatch, Spot, View} from "./message.js" */
/** @import {Picture} from "./picture.js" */
import { closest, datum, find, findAll } from "./elements.js";
import { clamp } from "./geometry.js";
import { photoToStage } from "./lens.js";

const HOVER_MS = 80; // a colour that the mouse only passes is not tried
const BESIDE = 24; // CSS pixels between a spot and its popover
/** @type {Object<string, [number, number]>} */
const WAYS = { ArrowDown: [0, 1], ArrowUp: [0, -1], ArrowRight: [1, 0], ArrowLeft: [-1, 0] };

/**
 * Show the popover of the spot, or none; give it the focus where it is new.
 * @param {Picture} picture
 * @param {View | null} before what was shown
 */
export function showPopover(picture, before) {
  const { popover, root, stage, view, byKeyboard } = picture;
  const spot = told(view);
  const isNew = spot && identify(spot) !== identify(before && told(before));
  if (isNew) fillPopover(root, spot);
  if (spot) showReach(root, spot);
  placePopover(picture);
  if (isNew) {
    bringInView(picture, spot);
    const first = byKeyboard ? findAll(root, ".choices button")[0] : null;
    (first ?? popover).focus({ preventScroll: true });
  }
  if (!view.spot && before?.spot) stage.focus({ preventScroll: true });
}

/**
 * Bring a spot in view; where its colours lie on a sheet, above that.
 * @param {Picture} picture
 * @param {Spot} spot
 */
function bringInView({ lens, root }, spot) {
  const anchor = find(root, ".anchor", HTMLElement);
  const { x, y } = photoToStage(lens, spot);
  Object.assign(anchor.style, { left: `${x}px`, top: `${y}px` });
  anchor.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/**
 * Put the popover of the spot in its place.
 * @param {Picture} picture
 */
export function placePopover({ lens, popover, view }) {
  const spot = told(view);
  popover.hidden = !spot;
  if (!spot) return;
  const { offsetWidth: width, offsetHeight: height } = popover;
  const { x, y } = placeBeside(lens, spot, { width, height });
  Object.assign(popover.style, { left: `${x}px`, top: `${y}px` });
}

/**
 * Return where something stands beside a spot, and beside the photo as far as there is room.
 * @param {Lens} lens
 * @param {Place} spot of the photo
 * @param {Size} size of what is to stand there
 * @returns {Place} of its upper left corner on the stage
 */
export function placeBeside(lens, spot, { width, height }) {
  const { x, y } = photoToStage(lens, spot);
  const last = Math.max(lens.room.width - width, 0);
  const lowest = Math.max(lens.room.height - height, 0);
  const before = photoToStage(lens, { x: 0, y: 0 }).x - width;
  const behind = photoToStage(lens, { x: 1, y: 0 }).x;
  const left = Math.min(x - BESIDE - width, Math.max(before, 0));
  const right = Math.max(x + BESIDE, Math.min(behind, last));
  return { x: clamp(right <= last ? right : left, 0, last), y: clamp(y - height / 2, 0, lowest) };
}

/**
 * Move the focus among the colours.
 * @param {Picture} picture
 * @param {string} key
 */
export function walkColors({ popover }, key) {
  const all = findAll(popover, ".choices button");
  const at = all.findIndex((button) => button.matches(":focus"));
  const [across, down] = WAYS[key];
  const beside = all[clamp(at + across, 0, all.length - 1)];
  (at >= 0 && down ? findInRow(all, all[at], down) : beside)?.focus();
}

/**
 * Return the button in the row above or below that is nearest to one.
 * @param {HTMLElement[]} all
 * @param {HTMLElement} from
 * @param {number} way 1 is down
 */
function findInRow(all, from, way) {
  const beyond = all.filter(({ offsetTop }) => (offsetTop - from.offsetTop) * way > 0);
  const row = Math.min(...beyond.map(({ offsetTop }) => offsetTop * way));
  const far = (/** @type {HTMLElement} */ { offsetLeft }) => Math.abs(offsetLeft - from.offsetLeft);
  const near = beyond.filter(({ offsetTop }) => offsetTop * way === row);
  return near.sort((a, b) => far(a) - far(b))[0] ?? from;
}

/**
 * Show the photo in the colour under the pointer or the focus.
 * @param {Picture} picture
 */
export function listenToPopover(picture) {
  const { gone, popover, queue, root } = picture;
  let hovering = 0;
  const hover = (/** @type {Event} */ { target }) => {
    const color = datum(closest(target, "[data-color]"), "color");
    clearTimeout(hovering);
    hovering = setTimeout(() => {
      const { spot, tried } = picture.view;
      if (spot && color !== tried) queue.send({ act: "try", color });
    }, HOVER_MS);
  };
  for (const kind of ["pointerover", "pointerleave", "focusin"]) {
    popover.addEventListener(kind, hover, { signal: gone });
  }
  const hex = find(root, "[name=hex]", HTMLInputElement);
  hex.addEventListener("focus", () => hex.select(), { signal: gone });
  const form = find(root, "form", HTMLFormElement);
  form.addEventListener("submit", (event) => event.preventDefault(), { signal: gone });
}

/**
 * Return the spot of a view once the server has told its colours; null until then.
 * @param {View} view
 */
function told({ spot }) {
  return spot?.choices.length ? spot : null;
}

/**
 * Return what tells a spot from others.
 * @param {Spot | null} spot
 */
function identify(spot) {
  return JSON.stringify(spot && [spot.x, spot.y, spot.choices]);
}

/**
 * @param {HTMLElement} root
 * @param {Spot} spot
 */
function fillPopover(root, { choices, color, name, title }) {
  find(root, ".title", HTMLElement).textContent = title;
  const offers = choices.flatMap(({ heading, colors }) => {
    const words = document.createElement("p");
    words.textContent = heading;
    return [words, ...colors.map(makeButton)];
  });
  find(root, ".choices", HTMLElement).replaceChildren(...offers);
  find(root, "[name=exact]", HTMLInputElement).value = color;
  find(root, "[name=hex]", HTMLInputElement).value = color;
  find(root, "[data-send=delete]", HTMLElement).hidden = !name;
}

/**
 * Show where the colour goes: how far, and in which layer. Only in a thing there is a larger and a
 * smaller one.
 * @param {HTMLElement} root
 * @param {Spot} spot
 */
function showReach(root, { depth, note, size, within }) {
  find(root, "[name=spot-size]", HTMLInputElement).value = `${size}`;
  find(root, ".note", HTMLElement).textContent = note;
  find(root, ".depth", HTMLElement).hidden = !depth;
  for (const button of findAll(root, "[data-depth]")) {
    button.setAttribute("aria-pressed", `${button.dataset.depth === depth}`);
  }
  for (const button of findAll(root, "[data-within]")) {
    button.setAttribute("aria-pressed", `${button.dataset.within === within}`);
  }
  find(root, ".extent [data-send=level]", HTMLButtonElement).disabled = within !== "thing";
}

/** @param {Swatch} swatch */
function makeButton({ color, name }) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", title: color, ariaLabel: name || color });
  button.dataset.color = color;
  const swatch = document.createElement("i");
  swatch.style.background = color;
  button.append(swatch, name);
  return button;
}
