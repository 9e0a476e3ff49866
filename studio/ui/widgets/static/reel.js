// The frames of a part of a film: each has a number in the part, and a time in the film.

/** @import {Part} from "./message.js" */
import { clamp } from "./geometry.js";

const MIDDLE = 0.5; // of a frame: its ends are rounded

/**
 * Return the number of the frame that a video shows at a time of its own, in seconds.
 * @param {number} time
 * @param {Part} part
 */
export function frameAt(time, { rate, times }) {
  return clamp(Math.floor(time * rate + 1e-3), 0, times.length - 1);
}

/**
 * Return a time at which a video shows the frame of a number.
 * @param {number} number
 * @param {Part} part
 */
export function timeOf(number, { rate, times }) {
  return (clamp(number, 0, times.length - 1) + MIDDLE) / rate;
}

/**
 * Return a time of a film as a person reads it.
 * @param {number} seconds
 */
export function clockText(seconds) {
  const minutes = Math.floor(seconds / 60);
  return `${minutes}:${(seconds - 60 * minutes).toFixed(2).padStart(5, "0")}`;
}
