// Places, sizes and numbers.

/** @typedef {{x: number, y: number}} Place */
/** @typedef {{width: number, height: number}} Size */

const NEAR = 8; // CSS pixels

/**
 * Return what is nearest to a value from low to high.
 * @param {number} value
 * @param {number} low
 * @param {number} high
 */
export function clamp(value, low, high) {
  return Math.min(Math.max(value, low), high);
}

/**
 * Tell whether two places on a stage are one to a hand.
 * @param {Place} a
 * @param {Place} b
 */
export function isNear(a, b) {
  return Math.hypot(a.x - b.x, a.y - b.y) <= NEAR;
}

/**
 * Return the upper left and the lower right corner of the box between two places.
 * @param {Place} a
 * @param {Place} b
 * @returns {[Place, Place]}
 */
export function corners(a, b) {
  const low = { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y) };
  const high = { x: Math.max(a.x, b.x), y: Math.max(a.y, b.y) };
  return [low, high];
}

/**
 * Tell whether a place in shares of the photo's sides is on the photo.
 * @param {Place} place
 */
export function isInside({ x, y }) {
  return x >= 0 && x < 1 && y >= 0 && y < 1;
}
