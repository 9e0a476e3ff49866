// The divider's way over a picture.

import assert from "node:assert/strict";
import test from "node:test";
import { placeAfter } from "../../../studio/ui/widgets/static/wash.js";

test("the divider goes from the right edge to the left one, and to the middle", () => {
  assert.deepEqual([0, 700, 1400, 1750].map(placeAfter), [100, 50, 0, 25]);
});

test("the wash ends", () => {
  assert.equal(placeAfter(2100), null);
});
