// The lens: pure numbers.

import assert from "node:assert/strict";
import test from "node:test";
import {
  center,
  fittingScale,
  follow,
  longerSide,
  middle,
  openingScale,
  photoToStage,
  seenPart,
  settle,
  stageToPhoto,
} from "../../../studio/ui/widgets/static/lens.js";

const SCALES = [0.1, 16];
const WIDE = {
  room: { width: 800, height: 600 },
  photo: { width: 1600, height: 800 },
  scale: 0.5,
  x: 0,
  y: 100,
};

function isClose(found, expected) {
  for (const [name, value] of Object.entries(expected)) {
    assert.ok(Math.abs(found[name] - value) < 1e-9, `${name}: ${found[name]}, not ${value}`);
  }
}

test("a photo fits by its side that is relatively longer", () => {
  assert.equal(fittingScale(WIDE), 0.5);
  assert.equal(fittingScale({ ...WIDE, photo: { width: 100, height: 600 } }), 1);
});

test("a photo opens whole", () => {
  assert.equal(openingScale(WIDE, 300), 0.5);
});

test("a panorama opens no lower than the least side", () => {
  const panorama = { ...WIDE, photo: { width: 4000, height: 400 } };
  assert.equal(openingScale(panorama, 300), 300 / 400);
});

test("a photo up to twice as long as the other side opens whole, however low", () => {
  const narrow = { ...WIDE, room: { width: 388, height: 300 } };
  assert.equal(openingScale({ ...narrow, photo: { width: 800, height: 400 } }, 300), 388 / 800);
  assert.equal(openingScale({ ...narrow, photo: { width: 900, height: 400 } }, 300), 300 / 400);
});

test("the least side is no longer than the stage", () => {
  const low = { ...WIDE, room: { width: 800, height: 200 }, photo: { width: 4000, height: 400 } };
  assert.equal(openingScale(low, 300), 0.5);
});

test("a photo that is smaller than the stage lies in its middle", () => {
  isClose(settle({ ...WIDE, scale: 0.25, x: 7, y: 9 }), { x: 200, y: 200 });
  isClose(center(WIDE, 0.25), { x: 200, y: 200, scale: 0.25 });
});

test("a photo that is larger than the stage leaves no gap", () => {
  isClose(settle({ ...WIDE, scale: 1, x: 50, y: 50 }), { x: 0, y: 0 });
  isClose(settle({ ...WIDE, scale: 1, x: -900, y: -900 }), { x: -800, y: -200 });
});

test("what is enlarged stays under the pointer", () => {
  const place = { x: 300, y: 250 };
  const before = stageToPhoto(WIDE, place);
  const lens = follow(WIDE, place, place, 4, SCALES);
  assert.equal(lens.scale, 2);
  isClose(stageToPhoto(lens, place), before);
});

test("what is dragged follows the pointer", () => {
  const lens = follow(WIDE, middle(WIDE), middle(WIDE), 4, SCALES);
  const from = { x: 400, y: 300 };
  const to = { x: 380, y: 310 };
  isClose(stageToPhoto(follow(lens, from, to, 1, SCALES), to), stageToPhoto(lens, from));
});

test("the scale stays between the least and the most", () => {
  const place = middle(WIDE);
  assert.equal(follow(WIDE, place, place, 1000, SCALES).scale, 16);
  assert.equal(follow(WIDE, place, place, 0, SCALES).scale, 0.1);
});

test("places go to the stage and back", () => {
  const lens = follow(WIDE, { x: 10, y: 120 }, { x: 40, y: 100 }, 3, SCALES);
  isClose(stageToPhoto(lens, photoToStage(lens, { x: 0.3, y: 0.7 })), { x: 0.3, y: 0.7 });
});

test("of a photo that fits, all is seen", () => {
  assert.deepEqual(seenPart(WIDE), [0, 0, 1, 1]);
});

test("of an enlarged photo, what is on the stage is seen", () => {
  const place = middle(WIDE);
  assert.deepEqual(seenPart(follow(WIDE, place, place, 2, SCALES)), [0.25, 0.125, 0.75, 0.875]);
});

test("the longer side of a photo on the stage is that of the photo, scaled", () => {
  assert.equal(longerSide(WIDE), 800);
});
