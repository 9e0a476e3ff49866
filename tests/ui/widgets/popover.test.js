// Where the popover of a spot stands.

import assert from "node:assert/strict";
import test from "node:test";
import { placeBeside } from "../../../studio/ui/widgets/static/popover.js";

const SIZE = { width: 200, height: 100 };

/** Return the lens of a photo that is as high as its stage, and in its middle. */
function lens(room, width) {
  const photo = { width, height: 400 };
  return { room: { width: room, height: 400 }, photo, scale: 1, x: (room - width) / 2, y: 0 };
}

test("it stands beside the photo where there is room", () => {
  const { x, y } = placeBeside(lens(1000, 400), { x: 0.5, y: 0.5 }, SIZE);
  assert.deepEqual([x, y], [700, 150]);
});

test("where there is less room it covers as little of the photo as it can", () => {
  assert.equal(placeBeside(lens(600, 400), { x: 0.5, y: 0.5 }, SIZE).x, 400);
});

test("it never covers its spot where one side has room", () => {
  const tight = lens(420, 400);
  assert.ok(placeBeside(tight, { x: 0.1, y: 0.5 }, SIZE).x > 50);
  assert.ok(placeBeside(tight, { x: 0.9, y: 0.5 }, SIZE).x + SIZE.width < 370);
});

test("it stays on the stage", () => {
  const places = [0, 1].map((y) => placeBeside(lens(600, 600), { x: 1, y }, SIZE).y);
  assert.deepEqual(places, [0, 300]);
  assert.equal(placeBeside(lens(150, 150), { x: 0.5, y: 0 }, SIZE).x, 0);
});
