// Colour that comes over the gray once, as the divider goes over the picture.

/**
 * @template {{washing: number}} Control
 * @typedef {(control: Control, to: number) => void} Slide to a per cent of the stage
 */

const WASH_MS = 1400; // colour comes over the gray,
const REST_MS = 700; // and the divider goes to the middle
const MIDDLE = 50; // per cent

/** Tell whether a person asked for less motion. */
export function isCalm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/**
 * Return where the divider is so long after the wash began, in per cent; null once it is over.
 * @param {number} passed milliseconds
 */
export function placeAfter(passed) {
  if (passed >= WASH_MS + REST_MS) return null;
  if (passed <= WASH_MS) return 100 * (1 - passed / WASH_MS);
  return (MIDDLE * (passed - WASH_MS)) / REST_MS;
}

/**
 * Slide the divider over the picture and to the middle, unless a person asked for less motion.
 * @template {{washing: number}} Control
 * @param {Control} control
 * @param {Slide<Control>} slide
 */
export function startWash(control, slide) {
  if (isCalm()) return;
  const begun = performance.now();
  const step = () => {
    const place = placeAfter(performance.now() - begun);
    slide(control, place ?? MIDDLE);
    control.washing = place === null ? 0 : requestAnimationFrame(step);
  };
  step();
}

/**
 * Leave the divider to the person who takes it.
 * @template {{washing: number}} Control
 * @param {Control} control
 * @param {Slide<Control>} slide
 */
export function stopWash(control, slide) {
  cancelAnimationFrame(control.washing);
  if (control.washing) slide(control, MIDDLE);
  control.washing = 0;
}
