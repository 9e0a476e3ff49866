// The outline of what is chosen.

import assert from "node:assert/strict";
import test from "node:test";
import {
  CASING,
  drawOutline,
  LINE,
  runsToInside,
} from "../../../studio/ui/widgets/static/outline.js";

const SIDE = 20;
const NOTHING = [0, 0, 0, 0];

test("runs are outside and inside in turn", () => {
  assert.deepEqual([...runsToInside([2, 1, 1, 2], 6)], [0, 0, 1, 0, 1, 1]);
  assert.deepEqual([...runsToInside([0, 3], 3)], [1, 1, 1]);
});

test("a line runs inside the border, and a casing inside the line", () => {
  const runs = [0, ...Array(2 * SIDE).fill(SIDE / 2)];
  const pixels = new Uint8ClampedArray(4 * SIDE * SIDE);
  drawOutline({ width: SIDE, height: SIDE, runs }, pixels);
  const at = (x) => [...pixels.slice(4 * (10 * SIDE + x), 4 * (10 * SIDE + x) + 4)];
  assert.deepEqual([5, 7, 8, 9, 10].map(at), [NOTHING, CASING, LINE, LINE, NOTHING]);
});
