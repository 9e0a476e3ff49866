// What hands do on a stage, for every control: fingers that move and pinch, the wheel, and a button
// that is held. All stop when `gone` is aborted.

/** @import {Place} from "./geometry.js" */
import { isPressKey } from "./elements.js";

/**
 * Where the fingers are: their middle, and how far they are apart, in CSS pixels of the window.
 * @typedef {{x: number, y: number, spread: number}} Grip
 */

/**
 * @typedef {Object} Hands what a control does with fingers
 * @property {(event: PointerEvent) => boolean} mayPress
 * @property {(event: PointerEvent, count: number) => void} press with how many are down now
 * @property {(event: PointerEvent, before: Grip, after: Grip) => void} move
 * @property {(event: PointerEvent, count: number) => void} release with how many are left
 */

const WHEEL = 0.002; // of the zoom's logarithm, a pixel of the wheel's way
const MOST_FINGERS = 2;
const LEAST_SPREAD = 1; // CSS pixels

/**
 * Return the grip of one or two fingers.
 * @param {Place[]} fingers
 * @returns {Grip}
 */
export function grip([a, b = a]) {
  const spread = Math.max(Math.hypot(a.x - b.x, a.y - b.y), LEAST_SPREAD);
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, spread };
}

/**
 * Follow the mouse, a pen or up to two fingers from where they press the stage.
 * @param {HTMLElement} stage
 * @param {Hands} hands
 * @param {AbortSignal} gone
 */
export function followFingers(stage, hands, gone) {
  /** @type {Map<number, Place>} */
  const fingers = new Map();
  const put = (/** @type {PointerEvent} */ { pointerId, clientX, clientY }) =>
    fingers.set(pointerId, { x: clientX, y: clientY });
  const press = (/** @type {PointerEvent} */ event) => {
    if (fingers.size === MOST_FINGERS || !hands.mayPress(event)) return;
    put(event);
    stage.setPointerCapture(event.pointerId);
    hands.press(event, fingers.size);
  };
  const move = (/** @type {PointerEvent} */ event) => {
    if (!fingers.has(event.pointerId)) return;
    const before = grip([...fingers.values()]);
    put(event);
    hands.move(event, before, grip([...fingers.values()]));
  };
  const release = (/** @type {PointerEvent} */ event) => {
    if (fingers.delete(event.pointerId)) hands.release(event, fingers.size);
  };
  stage.addEventListener("pointerdown", press, { signal: gone });
  stage.addEventListener("pointermove", move, { signal: gone });
  stage.addEventListener("pointerup", release, { signal: gone });
  stage.addEventListener("pointercancel", release, { signal: gone });
}

/**
 * Zoom with the wheel.
 * @param {HTMLElement} root
 * @param {HTMLElement} stage
 * @param {(event: WheelEvent, factor: number) => boolean} zoom returns whether it did
 * @param {AbortSignal} gone
 */
export function followWheel(root, stage, zoom, gone) {
  const turn = (/** @type {WheelEvent} */ event) => {
    // A page that is scrolled must not stop at a picture: it zooms once it was clicked.
    if (!event.ctrlKey && !root.matches(":focus-within")) return;
    if (zoom(event, Math.exp(-event.deltaY * WHEEL))) event.preventDefault();
  };
  stage.addEventListener("wheel", turn, { passive: false, signal: gone });
}

/**
 * Do something for as long as a button is held, by pointer or by keyboard.
 * @param {HTMLElement} button
 * @param {(isHeld: boolean) => void} hold
 * @param {AbortSignal} gone
 */
export function followHolding(button, hold, gone) {
  button.addEventListener("pointerdown", () => hold(true), { signal: gone });
  for (const kind of ["pointerup", "pointerleave", "pointercancel", "blur", "keyup"]) {
    button.addEventListener(kind, () => hold(false), { signal: gone });
  }
  button.addEventListener("keydown", (event) => isPressKey(event) && hold(true), { signal: gone });
  // a key let go in another window is not told to this one
  addEventListener("blur", () => hold(false), { signal: gone });
}
