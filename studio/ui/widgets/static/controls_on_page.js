// The controls of the whole page, those in components as well, in the order of the Tab key.

/**
 * What tells a control from others, also once it was drawn anew.
 * @typedef {Object} Named
 * @property {Element} control
 * @property {string} key of the nearest place that has one, as Streamlit writes it
 * @property {string} words
 */

const CONTROL = "a[href], button, input, select, textarea, summary, [tabindex]";
const COMPONENT = "[data-testid=stBidiComponentIsolated]";
const TYPED = "textarea, input:not([type]), input:is([type=text], [type=number])";
const KEYED = /\bst-key-(\S+)/;

/**
 * Return the controls in a part of the page, also such as cannot be used now.
 * @param {ParentNode} part
 * @returns {Element[]}
 */
export function listControls(part) {
  const found = [...part.querySelectorAll(`${CONTROL}, ${COMPONENT}`)];
  return found.flatMap((each) => (each.shadowRoot ? listControls(each.shadowRoot) : each));
}

/**
 * Tell whether a control can have the keyboard now. One that is typed into would open the keys of
 * a phone.
 * @param {Element} control
 */
export function isUsable(control) {
  if (!(control instanceof HTMLElement) || control.tabIndex < 0) return false;
  if (control.matches(":disabled, [inert] *, [aria-hidden=true] *")) return false;
  if (control.matches(TYPED) && matchMedia("(pointer: coarse)").matches) return false;
  return control.checkVisibility({ visibilityProperty: true });
}

/**
 * @param {Element} control
 * @returns {Named}
 */
export function nameControl(control) {
  const words = control.getAttribute("aria-label") ?? control.textContent ?? "";
  return { control, key: findKey(control), words };
}

/**
 * Return which of some controls is the one that was named; none if it is not there.
 * @param {Element[]} controls
 * @param {Named} named
 */
export function findNamed(controls, { control, key, words }) {
  if (controls.includes(control)) return control;
  const others = key ? controls.map(nameControl).filter((other) => other.key === key) : [];
  return others.find((other) => other.words === words)?.control;
}

/**
 * Return what an element lies in, the smallest first, also around its component.
 * @param {Element} element
 * @returns {Element[]}
 */
export function listParts(element) {
  const part = element.parentElement ?? hostOf(element);
  return part ? [part, ...listParts(part)] : [];
}

/** @param {Element} element */
function hostOf(element) {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

/** @param {Element} control */
function findKey(control) {
  const keys = [control, ...listParts(control)].map((part) => KEYED.exec(part.className)?.[1]);
  return keys.find(Boolean) ?? "";
}
