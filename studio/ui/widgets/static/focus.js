// Where the keyboard goes on when the control that it was on is gone.
//
// What a person presses is often gone, disabled or another element once the page is drawn anew. Then
// the keyboard goes on where the page asks, else with the same control, else with the nearest one
// around it, else, on another page, with what that page is about.

/** @import {Named} from "./controls_on_page.js" */
import { findNamed, isUsable, listControls, listParts, nameControl } from "./controls_on_page.js";

/** @import {Mount} from "./elements.js" */
/** @import {Destination} from "./message.js" */

/**
 * @typedef {Object} Spot where the keyboard was
 * @property {Element} control
 * @property {Element[]} around what it lies in, the smallest first
 * @property {Named[]} order the control, those behind it, and those before it, backwards
 * @property {string} page
 */

const REST_MS = 150; // without a change of the page
const FIRST = ".divider, .stage"; // what a page with a picture is about
const MAIN = "[data-testid=stMain]";
// the head of a page, and the questions of help, whose answers would lie over it
const ASIDE = ".st-key-head *, [data-testid=stTooltipIcon] *";
const STATE = "data-test-script-state";
const WATCHED = { childList: true, subtree: true, attributeFilter: ["disabled", "hidden", STATE] };

// They outlast the page that is left.
/** @type {Spot | null} */
let spot = null;
let asked = { place: "", number: 0 };

/** @param {Mount<Destination>} mount */
export default function mountFocus({ data }) {
  if (data.number !== asked.number) asked = { ...data };
  const leaving = new AbortController();
  let timer = 0;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(goOn, REST_MS);
  };
  const note = (/** @type {Event} */ { type }) => {
    const control = findFocused();
    if (type === "click" || control !== spot?.control) spot = control && describe(control);
    wait();
  };
  for (const kind of ["click", "keydown", "keyup"]) {
    document.addEventListener(kind, note, { capture: true, signal: leaving.signal });
  }
  const observer = new MutationObserver(wait);
  observer.observe(document.body, WATCHED);
  wait();
  return () => {
    leaving.abort();
    clearTimeout(timer);
    observer.disconnect();
  };
}

/** Give the keyboard to a control, where it has none and the page is drawn. */
function goOn() {
  if (isDrawing()) return;
  const usable = isFree() && spot ? listControls(document.body).filter(isUsable) : [];
  const control = findIn(usable, `.st-key-${asked.place}`) ?? (spot && findNext(usable, spot));
  asked.place = "";
  if (control instanceof HTMLElement) control.focus({ preventScroll: true });
}

/** Return the control that has the keyboard, in a component as well. */
function findFocused() {
  let found = document.activeElement;
  while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
  return found === document.body || found?.matches(MAIN) ? null : found;
}

/** Tell whether no control has the keyboard. */
function isFree() {
  return !document.activeElement || document.activeElement === document.body;
}

/** Tell whether the page is still being drawn. */
function isDrawing() {
  return document.querySelector(`[${STATE}]`)?.getAttribute(STATE) !== "notRunning";
}

/**
 * @param {Element} control
 * @returns {Spot}
 */
function describe(control) {
  const controls = listControls(document.body);
  const index = Math.max(controls.indexOf(control), 0);
  const order = [...controls.slice(index), ...controls.slice(0, index).reverse()];
  return {
    control,
    around: listParts(control),
    order: order.map(nameControl),
    page: location.pathname,
  };
}

/**
 * Return where the keyboard goes on, of the controls that can be used.
 * @param {Element[]} usable
 * @param {Spot} spot
 */
function findNext(usable, { around, order, page }) {
  if (page !== location.pathname) return findFirst(usable);
  return findNamed(usable, order[0]) ?? findNear(usable, around, order) ?? findFirst(usable);
}

/**
 * Return the next control in the smallest part around that still has one.
 * @param {Element[]} usable
 * @param {Element[]} around
 * @param {Named[]} order
 */
function findNear(usable, around, order) {
  for (const part of around.filter(({ isConnected }) => isConnected)) {
    const inside = usable.filter((control) => listParts(control).includes(part));
    const known = order.map((named) => findNamed(inside, named)).find(Boolean);
    if (inside.length) return known ?? inside[0];
  }
  return undefined;
}

/**
 * Return what a page is about: its picture, else its first control.
 * @param {Element[]} usable
 */
function findFirst(usable) {
  const main = usable.filter((control) => isIn(control, MAIN));
  const picture = main.find((control) => control.matches(FIRST));
  return picture ?? main.find((control) => !control.matches(ASIDE)) ?? main[0];
}

/**
 * @param {Element[]} controls
 * @param {string} place
 */
function findIn(controls, place) {
  return controls.find((control) => isIn(control, place));
}

/**
 * Tell whether a control lies in what matches a selector.
 * @param {Element} control
 * @param {string} selector
 */
function isIn(control, selector) {
  return listParts(control).some((part) => part.matches(selector));
}
