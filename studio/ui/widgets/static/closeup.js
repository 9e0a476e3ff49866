// The part of the pictures that is seen, in the photo's own pixels: asked for once they are enlarged
// beyond those that are there.

/** @import {Comparison} from "./compared.js" */
/** @import {Crop} from "./message.js" */
import { find, showImage } from "./elements.js";
import { seenPart } from "./lens.js";

const LOOK_MS = 200;
const BLUR = 1.05; // how far a picture may be enlarged until its pixels show

/**
 * Ask for the pixels of the part that is seen, once it rests.
 * @param {Comparison} comparison
 */
export function askForPixels(comparison) {
  clearTimeout(comparison.looking);
  comparison.looking = setTimeout(() => {
    const { lens, queue, told } = comparison;
    if (!told) return;
    const { sharp, sides, width } = told;
    const [{ crop }] = sides;
    const enlarged = lens.scale * devicePixelRatio * width;
    const isSharp = sharp >= width || enlarged <= sharp * BLUR;
    const box = isSharp ? null : seenPart(lens);
    if (`${crop?.asked ?? null}` !== `${box}`) queue.send({ act: "look", box });
  }, LOOK_MS);
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
