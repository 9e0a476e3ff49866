// Where the keyboard goes on: the control is given the focus once its place is on the page.

/** @import {Mount} from "./elements.js" */
/** @import {Destination} from "./message.js" */

const PATIENCE_MS = 5000; // until the place is on the page
const EVERY_MS = 50;
const CONTROL = "button:enabled, input:enabled, [tabindex='0']";

/** @param {Mount<Destination>} mount */
export default function mountFocus({ data }) {
  const end = performance.now() + PATIENCE_MS;
  const give = () => {
    const control = document.querySelector(`.st-key-${data.place}`)?.querySelector(CONTROL);
    const isFree = !document.activeElement || document.activeElement === document.body;
    if (!isFree) return;
    if (control instanceof HTMLElement) control.focus({ preventScroll: true });
    else if (performance.now() < end) timer = setTimeout(give, EVERY_MS);
  };
  let timer = setTimeout(give, EVERY_MS);
  return () => clearTimeout(timer);
}
