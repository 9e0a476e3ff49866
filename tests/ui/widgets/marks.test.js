// Which hint is tapped.

import assert from "node:assert/strict";
import test from "node:test";
import { tappedName } from "../../../studio/ui/widgets/static/marks.js";

const PHOTO = { width: 50, height: 50 };
const LENS = { room: { width: 100, height: 100 }, photo: PHOTO, scale: 2, x: 0, y: 0 };
const MARKS = [
  { name: "stroke 1", hint: { path: [[0, 0], [0.2, 0.2], [0.9, 0.9]] } }, // biome-ignore format: pairs
  { name: "point 1", hint: { x: 0.5, y: 0.5 } },
];

function tap(x, isHushed = false) {
  const picture = { lens: LENS, root: { matches: () => isHushed }, view: { marks: MARKS } };
  return tappedName(picture, { x, y: x });
}

test("a tap beside a dot means its hint, the nearest one", () => {
  assert.equal(tap(55), "point 1");
  assert.equal(tap(22), "stroke 1");
  assert.equal(tap(36), null);
  assert.equal(tap(90), null);
});

test("where hints are hidden no tap finds them", () => {
  assert.equal(tap(50, true), null);
});
