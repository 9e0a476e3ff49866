// The part of a photo that is seen, in its own pixels: asked for once it is enlarged beyond those that
// are there.

/** @import {Lens} from "./lens.js" */
/** @import {Crop} from "./message.js" */
/** @import {Queue} from "./queue.js" */
import { find, showImage } from "./elements.js";
import { seenPart } from "./lens.js";

export const LOOK_MS = 200; // a part that is moved rests for so long before it is asked for
const BLUR = 1.05; // how far a picture may be enlarged until its pixels show

/**
 * @typedef {Object} Shown what is there of a photo
 * @property {number} width of the photo, in its own pixels
 * @property {number} sharp pixels that the whole picture is wide
 * @property {Crop | null} crop the part that was asked for last
 */

/**
 * Ask for the pixels of the part that is seen, unless they are there.
 * @param {Queue} queue
 * @param {Lens} lens
 * @param {Shown} shown
 */
export function askForPart(queue, lens, { width, sharp, crop }) {
  const enlarged = lens.scale * devicePixelRatio * width;
  const isSharp = sharp >= width || enlarged <= sharp * BLUR;
  const box = isSharp ? null : seenPart(lens);
  if (`${crop?.asked ?? null}` !== `${box}`) queue.send({ act: "look", box });
}

/**
 * Show a part in its own pixels over a pane, or none.
 * @param {HTMLElement} pane
 * @param {Crop | null} crop
 */
export function showPart(pane, crop) {
  const image = find(pane, ".crop", HTMLImageElement);
  image.hidden = !crop;
  if (!crop) return;
  const [left, top, right, bottom] = crop.box;
  showImage(image, crop.picture);
  Object.assign(image.style, {
    left: `${left * 100}%`,
    top: `${top * 100}%`,
    width: `${(right - left) * 100}%`,
    height: `${(bottom - top) * 100}%`,
  });
}
