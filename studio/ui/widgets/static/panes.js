// The pictures that are compared: how they lie over or beside each other, how large, and which part.

/** @import {Comparison} from "./compared.js" */
/** @import {Place} from "./geometry.js" */
/** @import {Lens} from "./lens.js" */
import { askForPart, LOOK_MS } from "./closeup.js";
import { edges, slide } from "./divider.js";
import { find, findAll } from "./elements.js";
import { say } from "./language.js";
import { LEAST_SIDE, layOut, stepFactor } from "./layout.js";
import { center, follow, middle, openingScale, photoToStage, settle } from "./lens.js";

const MOST_ZOOM = 16; // CSS pixels that a pixel of the photo takes at most
const GAP = 8; // CSS pixels between panes
const SLACK = 1; // CSS pixels: a pane is as high as whole ones

/**
 * Show the pictures in one of the four ways.
 * @param {Comparison} comparison
 * @param {string} mode
 */
export function chooseMode(comparison, mode) {
  const { root } = comparison;
  root.dataset.mode = mode;
  for (const button of findAll(root, "button[data-mode]")) {
    button.setAttribute("aria-pressed", `${button.dataset.mode === mode}`);
  }
  refitPanes(comparison);
}

/**
 * Tell whether all of the photo is seen.
 * @param {Comparison} comparison
 */
export function isWhole({ lens: { photo, room, scale } }) {
  const { width, height } = room;
  return scale * photo.width <= width + SLACK && scale * photo.height <= height + SLACK;
}

/**
 * Show all pictures through a lens.
 * @param {Comparison} comparison
 * @param {Lens} lens
 */
export function showLens(comparison, lens) {
  const { fits, root } = comparison;
  comparison.lens = settle(lens);
  const { photo, room, scale, x, y } = comparison.lens;
  const [left, right] = edges(comparison.lens);
  const lengths = {
    // whole pixels of the screen, or the photo's own would be mixed
    left: onScreen(x),
    top: onScreen(y),
    width: scale * photo.width,
    height: scale * photo.height,
    from: left,
    until: room.width - right,
  };
  for (const [name, length] of Object.entries(lengths)) {
    root.style.setProperty(`--${name}`, `${length}px`);
  }
  root.classList.toggle("zoomed", !fits);
  root.classList.toggle("pixels", density(comparison) >= 2);
  find(root, "output", HTMLElement).textContent = `${Math.round(density(comparison) * 100)} %`;
  slide(comparison, comparison.at);
  showCross(comparison);
  askForPixels(comparison);
}

/**
 * Ask for the pixels of the part that is seen, once it rests.
 * @param {Comparison} comparison
 */
export function askForPixels(comparison) {
  clearTimeout(comparison.looking);
  comparison.looking = setTimeout(() => {
    const { lens, queue, told } = comparison;
    if (told) askForPart(queue, lens, { ...told, crop: told.sides[0].crop });
  }, LOOK_MS);
}

/**
 * Bring what lies at one place of the panes to another, and enlarge it.
 * @param {Comparison} comparison
 * @param {Place} from
 * @param {Place} to
 * @param {number} factor
 */
export function movePanes(comparison, from, to, factor) {
  const { lens } = comparison;
  const opening = openingScale(lens, LEAST_SIDE);
  const moved = follow(lens, from, to, factor, [Math.min(opening, ownScale()), MOST_ZOOM]);
  comparison.fits = moved.scale === opening;
  showLens(comparison, moved);
}

/**
 * Enlarge the pictures in their middle, and stop on the way at the photo's own pixels.
 * @param {Comparison} comparison
 * @param {number} factor
 */
export function zoomPanes(comparison, factor) {
  const { lens } = comparison;
  const place = middle(lens);
  movePanes(comparison, place, place, stepFactor(lens.scale, factor, ownScale()));
}

/**
 * Show the photo's own pixels, each one of the screen.
 * @param {Comparison} comparison
 */
export function showOwnPixels(comparison) {
  const { lens } = comparison;
  const place = middle(lens);
  movePanes(comparison, place, place, ownScale() / lens.scale);
}

/**
 * Show the whole pictures, as when they were opened.
 * @param {Comparison} comparison
 */
export function fitPanes(comparison) {
  const { lens } = comparison;
  comparison.fits = true;
  showLens(comparison, center(lens, openingScale(lens, LEAST_SIDE)));
}

/**
 * Show the pictures anew, in panes that may have changed.
 * @param {Comparison} comparison
 */
export function refitPanes(comparison) {
  const { around, count, fits, root, stage } = comparison;
  const most = Number.parseFloat(getComputedStyle(stage).maxHeight) || Number.POSITIVE_INFINITY;
  const place = { width: stage.clientWidth, height: Math.min(innerHeight - around, most) };
  const beside = root.dataset.mode === "side" ? count : 1;
  const { columns, height } = layOut(beside, comparison.lens.photo, place, GAP);
  root.style.setProperty("--columns", `${columns}`);
  root.style.setProperty("--high", `${height}px`);
  const before = middle(comparison.lens);
  const width = (place.width - GAP * (columns - 1)) / columns;
  comparison.lens = { ...comparison.lens, room: { width, height } };
  if (fits) fitPanes(comparison);
  else movePanes(comparison, before, middle(comparison.lens), 1);
}

/**
 * Keep the pictures that blink still, or have them blink.
 * @param {Comparison} comparison
 * @param {boolean} isStill
 */
export function rest({ root }, isStill) {
  root.classList.toggle("still", isStill);
  find(root, "[data-press=play]", HTMLElement).textContent = isStill ? say("Play") : say("Pause");
}

/**
 * Show the first picture alone.
 * @param {Comparison} comparison
 * @param {boolean} isAlone
 */
export function showFirst({ root }, isAlone) {
  root.classList.toggle("held", isAlone);
}

/**
 * Show the cross-hair on the coloured picture, if there is one.
 * @param {Comparison} comparison
 */
export function showCross({ crossed, lens, root }) {
  for (const cross of findAll(root, ".cross")) {
    cross.hidden = !crossed;
    if (!crossed) continue;
    const pane = find(root, ".second", HTMLElement);
    const { x, y } = photoToStage(lens, crossed);
    Object.assign(cross.style, {
      left: `${pane.offsetLeft + x}px`,
      top: `${pane.offsetTop + y}px`,
    });
  }
}

/**
 * Return how many pixels of the screen a pixel of the photo takes.
 * @param {Comparison} comparison
 */
function density({ lens }) {
  return lens.scale / ownScale();
}

/** Return the scale at which a pixel of the photo is one of the screen. */
function ownScale() {
  return 1 / devicePixelRatio;
}

/**
 * Return the nearest whole pixel of the screen, in CSS pixels.
 * @param {number} length
 */
function onScreen(length) {
  return Math.round(length * devicePixelRatio) / devicePixelRatio;
}
