// How pictures fill a place, and how far a step of the zoom goes.

import assert from "node:assert/strict";
import test from "node:test";
import { layOut, stepFactor } from "../../../studio/ui/widgets/static/layout.js";

const PLACE = { width: 1140, height: 680 };
const LANDSCAPE = { width: 6000, height: 4000 };
const PORTRAIT = { width: 4000, height: 6000 };
const PANORAMA = { width: 8000, height: 2000 };

test("a picture fills the width, or the height that is there", () => {
  assert.deepEqual(layOut(1, { width: 2000, height: 1000 }, PLACE, 8), { columns: 1, height: 570 });
  assert.deepEqual(layOut(1, PORTRAIT, PLACE, 8), { columns: 1, height: 680 });
});

test("two pictures lie side by side, two panoramas one above the other", () => {
  assert.deepEqual(layOut(2, LANDSCAPE, PLACE, 8), { columns: 2, height: 377 });
  assert.equal(layOut(2, PORTRAIT, PLACE, 8).columns, 2);
  assert.equal(layOut(2, PANORAMA, PLACE, 8).columns, 1);
});

test("four pictures are as large as they can be", () => {
  assert.deepEqual(layOut(4, LANDSCAPE, PLACE, 8), { columns: 2, height: 336 });
  assert.deepEqual(layOut(4, PORTRAIT, PLACE, 8), { columns: 4, height: 419 });
});

test("on a phone two pictures lie one above the other", () => {
  assert.equal(layOut(2, LANDSCAPE, { width: 380, height: 700 }, 8).columns, 1);
});

test("a panorama is no lower than 300 pixels, and nothing else is made higher than it is", () => {
  assert.equal(layOut(1, PANORAMA, { width: 800, height: 680 }, 8).height, 300);
  assert.equal(layOut(1, LANDSCAPE, { width: 380, height: 700 }, 8).height, 253);
});

test("a step of the zoom stops on its way at the photo's own pixels", () => {
  assert.equal(stepFactor(0.6, 2, 1), 1 / 0.6);
  assert.equal(stepFactor(1.5, 0.5, 1), 1 / 1.5);
  assert.equal(stepFactor(1, 2, 1), 2);
  assert.equal(stepFactor(0.2, 2, 1), 2);
});
