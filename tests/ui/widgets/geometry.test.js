// Places and numbers.

import assert from "node:assert/strict";
import test from "node:test";
import { clamp, corners, isInside } from "../../../studio/ui/widgets/static/geometry.js";

test("a value is held between the least and the most", () => {
  assert.deepEqual(
    [-1, 0.5, 2].map((value) => clamp(value, 0, 1)),
    [0, 0.5, 1],
  );
});

test("a box has the same corners, whichever way it was drawn", () => {
  const expected = [
    { x: 1, y: 2 },
    { x: 5, y: 7 },
  ];
  assert.deepEqual(corners({ x: 1, y: 2 }, { x: 5, y: 7 }), expected);
  assert.deepEqual(corners({ x: 5, y: 2 }, { x: 1, y: 7 }), expected);
});

test("the far edge of a photo is outside of it", () => {
  assert.ok(isInside({ x: 0, y: 0.999 }));
  assert.ok(!isInside({ x: 1, y: 0.5 }));
  assert.ok(!isInside({ x: 0.5, y: -0.001 }));
});
