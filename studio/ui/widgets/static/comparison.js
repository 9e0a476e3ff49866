// Two pictures to compare. What a person set outlasts a rerun.

/** @import {Comparison} from "./compared.js" */
/** @import {Mount} from "./elements.js" */
/** @import {Pair} from "./message.js" */
import { findComparison } from "./compared.js";
import { find } from "./elements.js";
import { chooseMode, rest, slide } from "./panes.js";
import { isCalm, startWash } from "./wash.js";

const WASHED = "colorstudio-wash"; // in the session's storage

/** @param {Mount<Pair>} mount */
export default function mountComparison({ data, parentElement }) {
  const root = find(parentElement, ".comparison", HTMLElement);
  const comparison = findComparison(root, (made) => rest(made, isCalm()));
  showPair(comparison, data);
  if (data.wash && sessionStorage.getItem(WASHED) !== data.wash) {
    sessionStorage.setItem(WASHED, data.wash);
    comparison.divider.focus({ preventScroll: true });
    startWash(comparison, slide);
  }
  return comparison.leave;
}

/**
 * @param {Comparison} comparison
 * @param {Pair} pair
 */
function showPair(comparison, { first, second, difference, ratio }) {
  const { root } = comparison;
  root.style.setProperty("--ratio", `${ratio}`);
  for (const [pane, side] of /** @type {const} */ ([
    [find(root, ".first", HTMLElement), first],
    [find(root, ".second", HTMLElement), second],
  ])) {
    const image = find(pane, "img", HTMLImageElement);
    image.src = side.jpeg;
    image.alt = side.title;
    find(pane, "figcaption", HTMLElement).textContent = side.title;
  }
  find(root, "[data-press=original]", HTMLElement).textContent = `Hold: ${first.title}`;
  find(root, "button[data-mode=difference]", HTMLElement).hidden = !difference;
  if (difference) {
    find(root, ".map img", HTMLImageElement).src = difference.jpeg;
    find(root, ".scale img", HTMLImageElement).src = difference.legend;
    find(root, ".end", HTMLElement).textContent = `${difference.end}`;
  } else if (root.dataset.mode === "difference") {
    chooseMode(comparison, "divider");
  }
}
