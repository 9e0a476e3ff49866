// Pictures of one photo to compare. What a person set outlasts a rerun.

/** @import {Comparison} from "./compared.js" */
/** @import {Mount} from "./elements.js" */
/** @import {Compared} from "./message.js" */
import { showPart } from "./closeup.js";
import { findComparison, openSize } from "./compared.js";
import { slide } from "./divider.js";
import { find, showImage } from "./elements.js";
import { say } from "./language.js";
import { askForPixels, chooseMode, rest } from "./panes.js";
import { isCalm, startWash } from "./wash.js";

const WASHED = "colorstudio-wash"; // in the session's storage
const PANES = [".first", ".second", ".third", ".fourth"];

/** @param {Mount<Compared>} mount */
export default function mountComparison({ data, parentElement, setStateValue }) {
  const root = find(parentElement, ".comparison", HTMLElement);
  const comparison = findComparison(root, (made) => rest(made, isCalm()));
  comparison.queue.connect((report) => setStateValue("events", report), data.receipt);
  showCompared(comparison, data);
  if (data.wash && sessionStorage.getItem(WASHED) !== data.wash) {
    sessionStorage.setItem(WASHED, data.wash);
    comparison.divider.focus({ preventScroll: true });
    startWash(comparison, slide);
  }
  return comparison.leave;
}

/**
 * @param {Comparison} comparison
 * @param {Compared} told
 */
function showCompared(comparison, told) {
  const { root, told: before } = comparison;
  const { around, difference, opens, sides } = told;
  Object.assign(comparison, { told, around, count: sides.length });
  root.classList.toggle("opens", opens);
  root.classList.toggle("many", sides.length > 2);
  find(root, ".help", HTMLElement).textContent = help(opens);
  showSides(root, told);
  find(root, "[data-press=original]", HTMLElement).textContent = sides[0].title;
  find(root, "button[data-mode=difference]", HTMLElement).hidden = !difference;
  if (difference) {
    find(root, ".map img", HTMLImageElement).src = difference.jpeg;
    find(root, ".scale img", HTMLImageElement).src = difference.legend;
    find(root, ".end", HTMLElement).textContent = `${difference.end}`;
  }
  const isGone = sides.length > 2 || (root.dataset.mode === "difference" && !difference);
  if (before?.photo !== told.photo)
    openSize(comparison, { width: told.width, height: told.height });
  if (isGone) chooseMode(comparison, sides.length > 2 ? "side" : "divider");
  else if (before?.sides.length !== sides.length) chooseMode(comparison, `${root.dataset.mode}`);
  askForPixels(comparison);
}

/**
 * @param {HTMLElement} root
 * @param {Compared} told
 */
function showSides(root, { sides }) {
  for (const [place, selector] of PANES.entries()) {
    const pane = find(root, selector, HTMLElement);
    const side = sides[place];
    pane.hidden = !side;
    if (!side) continue;
    const image = find(pane, ".whole", HTMLImageElement);
    showImage(image, side.jpeg);
    image.alt = side.title;
    find(pane, "figcaption", HTMLElement).textContent = side.title;
    showPart(pane, side.crop);
  }
}

/**
 * Return what a person can do here, in words of this device.
 * @param {boolean} opens
 */
function help(opens) {
  const isTouched = matchMedia("(pointer: coarse)").matches;
  if (isTouched && opens) {
    return say("Tap a wrong colour to correct it. Two fingers zoom and move.");
  }
  if (isTouched) return say("Two fingers zoom and move.");
  if (opens) {
    return say(
      "Click a wrong colour to correct it. Zoom with Ctrl and the wheel, drag to move, double click to fit. Arrow keys move a cross-hair, Enter corrects its spot. Hold O to see the original.",
    );
  }
  return say(
    "Zoom with the wheel after a click, drag to move, double click to fit. Hold O to see the first alone.",
  );
}
