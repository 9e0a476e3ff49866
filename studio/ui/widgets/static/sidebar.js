// The side bar where it lies over the page: it folds after a choice, and begins folded.
//
// Streamlit's own links fold it, but they would drop the key of the work; and it keeps what was
// open last, which a narrow page is not to begin with.

import { closest } from "./elements.js";

const NARROW = "(max-width: 767.98px)"; // where Streamlit lays it over the page
const CHOICE = "[data-testid=stSidebarUserContent] :is(a, .stButton button)";
const FOLD = "[data-testid=stSidebarCollapseButton] button";
const KEPT = /^stSidebarCollapsed-/;

/** @param {AbortSignal} gone */
export function foldSidebar(gone) {
  const choose = (/** @type {Event} */ { target }) => {
    if (isOver() && closest(target, CHOICE)) setTimeout(fold); // once the choice was taken
  };
  document.addEventListener("click", choose, { signal: gone });
  addEventListener("pagehide", () => isOver() && forget(), { signal: gone });
}

function isOver() {
  return matchMedia(NARROW).matches;
}

/** Fold it; the keyboard that was in it is let go. */
function fold() {
  const button = document.querySelector(FOLD);
  if (button instanceof HTMLElement) button.click();
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  forget();
}

/** Have the next page begin as its width wants. */
function forget() {
  try {
    for (const key of Object.keys(localStorage)) {
      if (KEPT.test(key)) localStorage.removeItem(key);
    }
  } catch {
    // storage may be blocked: then nothing was kept
  }
}
