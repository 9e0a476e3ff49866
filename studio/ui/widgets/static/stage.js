// The photo on its stage: as large and where the lens says, and sharp where it is enlarged.

/** @import {Place} from "./geometry.js" */
/** @import {Lens} from "./lens.js" */
/** @import {Picture} from "./picture.js" */
import { askForPart, LOOK_MS, showPart } from "./closeup.js";
import { find, placeOn } from "./elements.js";
import {
  center,
  fittingScale,
  follow,
  isLong,
  middle,
  openingScale,
  photoToStage,
  settle,
} from "./lens.js";
import { drawMarks } from "./marks.js";

const LEAST_SIDE = 300; // CSS pixels: a panorama or a column opens no lower or narrower
const MOST_ZOOM = 16; // CSS pixels that a pixel of the photo takes at most
const AROUND = 200; // CSS pixels of the window that are left to what is around the stage
const SLACK = 1; // CSS pixels: a stage is as high as whole ones

/**
 * Open another photo.
 * @param {Picture} picture
 */
export function openPhoto(picture) {
  const { width, height } = picture.view.result;
  picture.lens = { ...picture.lens, photo: { width, height } };
  measureStage(picture);
  fitPhoto(picture);
}

/**
 * Tell whether a photo was opened.
 * @param {Picture} picture
 */
export function isOpen({ lens }) {
  return lens.scale > 0;
}

/**
 * Show the photo anew, on a stage that may have changed.
 * @param {Picture} picture
 */
export function refit(picture) {
  measureStage(picture);
  if (picture.fits) fitPhoto(picture);
  else showPhoto(picture, picture.lens);
}

/**
 * Bring what lies at one place of the stage to another, and enlarge it.
 * @param {Picture} picture
 * @param {Place} from
 * @param {Place} to
 * @param {number} factor
 */
export function movePhoto(picture, from, to, factor) {
  const lens = measured(picture);
  const least = Math.min(fittingScale(lens), openingScale(lens, LEAST_SIDE));
  picture.fits = false;
  showPhoto(picture, follow(lens, from, to, factor, [least, MOST_ZOOM]));
}

/**
 * Enlarge the photo in the middle of the stage; 0 fits it to the stage.
 * @param {Picture} picture
 * @param {number} factor
 */
export function zoomPhoto(picture, factor) {
  const place = middle(measured(picture));
  if (factor) movePhoto(picture, place, place, factor);
  else fitPhoto(picture);
}

/**
 * Show the whole photo, as when it was opened.
 * @param {Picture} picture
 */
export function fitPhoto(picture) {
  const lens = measured(picture);
  picture.fits = true;
  showPhoto(picture, center(lens, openingScale(lens, LEAST_SIDE)));
}

/**
 * Show the photo through a lens.
 * @param {Picture} picture
 * @param {Lens} lens
 */
export function showPhoto(picture, lens) {
  const { root } = picture;
  picture.lens = settle({ ...lens, room: measured(picture).room });
  const { photo, room, scale, x, y } = picture.lens;
  Object.assign(find(root, ".view", HTMLElement).style, {
    left: `${x}px`,
    top: `${y}px`,
    width: `${scale * photo.width}px`,
    height: `${scale * photo.height}px`,
  });
  root.classList.toggle("zoomed", !picture.fits);
  root.classList.toggle("wide", scale * photo.width > room.width + SLACK);
  root.classList.toggle("high", scale * photo.height > room.height + SLACK);
  root.classList.toggle("pixels", density(picture) >= 2);
  find(root, "output", HTMLElement).textContent = `${Math.round(density(picture) * 100)} %`;
  drawMarks(picture);
  askForPixels(picture);
}

/**
 * Show the part of the photo that is looked at closely, in its own pixels.
 * @param {Picture} picture
 */
export function showCrop({ root, view }) {
  showPart(root, view.result.crop);
}

/**
 * Move the cross-hair to a place of the photo, and show it.
 * @param {Picture} picture
 * @param {Place} place
 */
export function showCross(picture, place) {
  const { cross, lens } = picture;
  const at = photoToStage(lens, place);
  picture.crossed = place;
  Object.assign(cross.style, { left: `${at.x}px`, top: `${at.y}px` });
  cross.hidden = false;
}

/**
 * Return where a pointer is on the stage.
 * @param {Picture} picture
 * @param {PointerEvent | WheelEvent} event
 */
export function placeOnStage({ stage }, { clientX, clientY }) {
  return placeOn(stage, { x: clientX, y: clientY });
}

/**
 * Return the lens for the stage as large as it is now.
 * @param {Picture} picture
 * @returns {Lens}
 */
function measured({ lens, stage }) {
  return { ...lens, room: { width: stage.clientWidth, height: stage.clientHeight } };
}

/**
 * Make the stage as high as the photo needs and the window has.
 * @param {Picture} picture
 */
function measureStage({ lens, stage }) {
  const { photo } = lens;
  const wanted = (stage.clientWidth * photo.height) / photo.width;
  const least = isLong(photo) ? LEAST_SIDE : Math.min(wanted, LEAST_SIDE);
  const height = Math.max(least, Math.min(wanted, innerHeight - AROUND));
  stage.style.height = `${Math.round(height)}px`;
}

/**
 * Return how many pixels of the screen a pixel of the photo takes.
 * @param {Picture} picture
 */
function density({ lens }) {
  return lens.scale * devicePixelRatio;
}

/**
 * Ask for the pixels of the part that is seen, once it is enlarged beyond those that are there.
 * @param {Picture} picture
 */
function askForPixels(picture) {
  clearTimeout(picture.looking);
  picture.looking = setTimeout(() => {
    askForPart(picture.queue, picture.lens, picture.view.result);
  }, LOOK_MS);
}
