// What is told of clicks on things, and of boxes around them.

import assert from "node:assert/strict";
import test from "node:test";
import { encloseThing, takeThing } from "../../../studio/ui/widgets/static/things.js";
import { howOf } from "../../../studio/ui/widgets/static/toolbar.js";

const LENS = {
  room: { width: 100, height: 100 },
  photo: { width: 50, height: 50 },
  scale: 2,
  x: 0,
  y: 0,
};
const FROM = { x: 20, y: 20 };
const HERE = { x: 0.5, y: 0.5 };

/** A picture that keeps what is sent. */
function picture(how = "new") {
  const sent = [];
  return {
    sent,
    found: { clicked: null, how },
    lens: LENS,
    queue: { send: (event) => sent.push(event) },
  };
}

test("a click within a few pixels of the last is on the same spot, one farther off is not", () => {
  const stage = picture();
  for (const x of [0.5, 0.57, 0.7]) takeThing(stage, { ...HERE, x }, "new");
  assert.deepEqual(
    stage.sent.map((event) => event.x),
    [0.5, 0.5, 0.7],
  );
});

test("how near is the same spot counts in pixels of the screen, not of the photo", () => {
  const stage = { ...picture(), lens: { ...LENS, scale: 20 } };
  for (const x of [0.5, 0.52]) takeThing(stage, { ...HERE, x }, "new");
  assert.equal(stage.sent[1].x, 0.52);
});

test("a button that is pressed says what a click means, and a key says more", () => {
  const stage = picture("less");
  takeThing(stage, HERE, "new");
  takeThing(stage, HERE, "more");
  assert.deepEqual(
    stage.sent.map((event) => event.how),
    ["less", "more"],
  );
});

test("Shift adds, Alt takes away", () => {
  assert.equal(howOf({ shiftKey: true, altKey: false }), "more");
  assert.equal(howOf({ shiftKey: false, altKey: true }), "less");
  assert.equal(howOf({ shiftKey: false, altKey: false }), "new");
});

test("a box is told within the photo, whichever way it was drawn", () => {
  const stage = picture();
  encloseThing(stage, { from: { x: 150, y: 60 }, at: FROM });
  assert.deepEqual(stage.sent, [{ act: "enclose", box: [0.2, 0.2, 1, 0.6] }]);
});

test("a box beside the photo encloses nothing", () => {
  const stage = picture();
  encloseThing(stage, { from: { x: 120, y: 10 }, at: { x: 150, y: 60 } });
  assert.deepEqual(stage.sent, []);
});
