// Which frame of a part is shown when, and what its time is called.

import assert from "node:assert/strict";
import test from "node:test";
import { clockText, frameAt, timeOf } from "../../../studio/ui/widgets/static/reel.js";

const PART = { address: "", ratio: 1, rate: 23.976, times: [10, 10.04, 10.08, 10.13] };

test("a frame is shown from its time to that of the next", () => {
  const times = [0, 1 / PART.rate, 2 / PART.rate - 0.002, 3 / PART.rate, 99];
  assert.deepEqual(
    times.map((time) => frameAt(time, PART)),
    [0, 1, 1, 3, 3],
  );
});

test("whoever looks for a frame finds it", () => {
  for (const number of [0, 1, 2, 3]) assert.equal(frameAt(timeOf(number, PART), PART), number);
  assert.equal(frameAt(timeOf(7, PART), PART), 3);
  assert.equal(frameAt(timeOf(-1, PART), PART), 0);
});

test("a time is minutes and seconds", () => {
  assert.deepEqual([0, 9.5, 61.25].map(clockText), ["0:00.00", "0:09.50", "1:01.25"]);
});
