// Outlines over a map of areas.

import assert from "node:assert/strict";
import test from "node:test";
import {
  areaAt,
  CHOSEN,
  drawOutline,
  HOVERED,
  pixelsToValues,
} from "../../../studio/ui/widgets/static/outline.js";

const SIDE = 20;

/** A map whose left half is area 1, and its right half area 2. */
function halves() {
  const values = Uint16Array.from({ length: SIDE * SIDE }, (_, place) =>
    place % SIDE < SIDE / 2 ? 1 : 2,
  );
  return { address: "", width: SIDE, height: SIDE, values };
}

function outline(style) {
  const pixels = new Uint8ClampedArray(4 * SIDE * SIDE);
  drawOutline(halves(), (value) => value === 1, style, pixels);
  return (x) => [...pixels.slice(4 * (10 * SIDE + x), 4 * (10 * SIDE + x) + 4)];
}

test("red counts one, and green 256", () => {
  const pixels = Uint8ClampedArray.from([3, 0, 0, 255, 1, 2, 0, 255]);
  assert.deepEqual([...pixelsToValues(pixels)], [3, 513]);
});

test("a place has the number of its area", () => {
  assert.equal(areaAt(halves(), { x: 0.49, y: 0.999 }), 1);
  assert.equal(areaAt(halves(), { x: 0.51, y: 0 }), 2);
});

test("a line runs inside the border, and a casing inside the line", () => {
  const at = outline(CHOSEN);
  assert.deepEqual(at(9), CHOSEN.line);
  assert.deepEqual(at(8), CHOSEN.line);
  assert.deepEqual(at(7), [0, 0, 0, 140]);
  assert.deepEqual(at(5), [0, 0, 0, 0]);
  assert.deepEqual(at(10), [0, 0, 0, 0]);
});

test("what is only under the pointer is filled", () => {
  assert.deepEqual(outline(HOVERED)(5), HOVERED.fill);
});
