// The outline of what is chosen.

import assert from "node:assert/strict";
import test from "node:test";
import {
  CASING,
  drawOutline,
  LINE,
  pixelsToInside,
} from "../../../studio/ui/widgets/static/outline.js";

const SIDE = 20;
const NOTHING = [0, 0, 0, 0];

test("what is white is inside", () => {
  const pixels = Uint8ClampedArray.from([255, 255, 255, 255, 0, 0, 0, 255]);
  assert.deepEqual([...pixelsToInside(pixels)], [1, 0]);
});

test("a line runs inside the border, and a casing inside the line", () => {
  const half = (/** @type {unknown} */ _, /** @type {number} */ place) => place % SIDE < SIDE / 2;
  const inside = Uint8Array.from({ length: SIDE * SIDE }, half);
  const pixels = new Uint8ClampedArray(4 * SIDE * SIDE);
  drawOutline({ address: "", width: SIDE, height: SIDE, inside }, pixels);
  const at = (x) => [...pixels.slice(4 * (10 * SIDE + x), 4 * (10 * SIDE + x) + 4)];
  assert.deepEqual([5, 7, 8, 9, 10].map(at), [NOTHING, CASING, LINE, LINE, NOTHING]);
});
