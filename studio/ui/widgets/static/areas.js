// Areas on the picture: what was found is outlined under the pointer, and what was chosen stays so.

/** @import {Place} from "./geometry.js" */
/** @import {AreaMap} from "./outline.js" */
/** @import {Picture} from "./picture.js" */
/** @import {Held} from "./pointer.js" */
import { find } from "./elements.js";
import { clamp, corners, isInside } from "./geometry.js";
import { stageToPhoto } from "./lens.js";
import { drawShape } from "./marks.js";
import { areaAt, CHOSEN, drawOutline, HOVERED, pixelsToValues } from "./outline.js";

/**
 * @typedef {Object} Found what the maps say
 * @property {AreaMap | null} areas
 * @property {AreaMap | null} chosen
 * @property {number} under the number of the area under the pointer, 0 for none
 */

/**
 * Show the areas of a new view.
 * @param {Picture} picture
 */
export async function showAreas(picture) {
  const { found, view } = picture;
  const [areas, chosen] = await Promise.all([
    readMap(found.areas, view.areas?.map ?? null),
    readMap(found.chosen, view.chosen),
  ]);
  if (view !== picture.view) return; // another came meanwhile
  Object.assign(found, { areas, chosen });
  paintOutlines(picture);
}

/**
 * Outline the area at a place of the stage, and tell its name; null for no place.
 * @param {Picture} picture
 * @param {Place | null} place
 */
export function pointAt(picture, place) {
  const { found, root, view } = picture;
  const tag = find(root, ".tag", HTMLElement);
  const under = place ? areaUnder(picture, place) : 0;
  tag.hidden = !under;
  if (under && place) Object.assign(tag.style, { left: `${place.x}px`, top: `${place.y}px` });
  if (under === found.under) return;
  found.under = under;
  if (under) tag.textContent = view.areas?.names[under - 1] ?? "";
  paintOutlines(picture);
}

/**
 * Choose what lies at a place of the photo.
 * @param {Picture} picture
 * @param {Place} place
 * @param {boolean} more it is added to what is chosen
 */
export function takeArea({ queue, root }, { x, y }, more) {
  const add = find(root, "[data-press=add]", HTMLElement);
  const adds = more || add.getAttribute("aria-pressed") === "true";
  queue.send({ act: "take", x, y, more: adds });
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
 * Choose the subject in the box that was drawn.
 * @param {Picture} picture
 * @param {Held} held
 */
export function encloseSubject({ lens, queue }, { from, at, moved }) {
  const [low, high] = corners(from, at).map((place) => stageToPhoto(lens, place));
  const left = clamp(low.x, 0, 1);
  const top = clamp(low.y, 0, 1);
  const right = clamp(high.x, 0, 1);
  const bottom = clamp(high.y, 0, 1);
  if (moved && left < right && top < bottom) {
    queue.send({ act: "enclose", box: [left, top, right, bottom] });
  }
}

/**
 * @param {Picture} picture
 * @param {Place} place
 */
function areaUnder({ found, lens }, place) {
  const share = stageToPhoto(lens, place);
  return found.areas && isInside(share) ? areaAt(found.areas, share) : 0;
}

/** @param {Picture} picture */
function paintOutlines({ found, root }) {
  const { areas, chosen, under } = found;
  const canvas = find(root, ".outline", HTMLCanvasElement);
  const map = chosen ?? areas;
  canvas.hidden = !map;
  if (!map) return;
  canvas.width = map.width;
  canvas.height = map.height;
  const context = canvas.getContext("2d");
  if (!context) return;
  const image = context.createImageData(map.width, map.height);
  if (areas && under) drawOutline(areas, (value) => value === under, HOVERED, image.data);
  if (chosen) drawOutline(chosen, (value) => value > 0, CHOSEN, image.data);
  context.putImageData(image, 0, 0);
}

/**
 * Return the map at an address, which may be the one that is there.
 * @param {AreaMap | null} map
 * @param {string | null} address
 * @returns {Promise<AreaMap | null>}
 */
async function readMap(map, address) {
  if (!address || map?.address === address) return address ? map : null;
  const image = new Image();
  image.src = address;
  await image.decode();
  const sheet = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
  const context = sheet.getContext("2d", { willReadFrequently: true });
  if (!context) return null;
  context.drawImage(image, 0, 0);
  const { width, height, data } = context.getImageData(0, 0, sheet.width, sheet.height);
  return { address, width, height, values: pixelsToValues(data) };
}
