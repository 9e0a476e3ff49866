// What is told of things done to hints.

import assert from "node:assert/strict";
import test from "node:test";
import { dropHint, openNext, openSpot } from "../../../studio/ui/widgets/static/hints.js";

const LENS = { room: { width: 100, height: 100 }, photo: { width: 50, height: 50 }, scale: 2 };
const FROM = { x: 20, y: 20 };
const AT = { x: 60, y: 80 };

function act(deed, held, view = {}) {
  const sent = [];
  const queue = { send: (event) => sent.push(event) };
  deed({ lens: { ...LENS, x: 0, y: 0 }, queue, view }, held);
  return sent;
}

test("a hint that was dragged is moved by shares of the photo", () => {
  const [event] = act(dropHint, { name: "point 1", from: FROM, at: AT, moved: true });
  assert.deepEqual(
    { ...event, dx: event.dx.toFixed(9), dy: event.dy.toFixed(9) },
    { act: "move", name: "point 1", dx: "0.400000000", dy: "0.600000000" },
  );
});

test("a hint that was only pressed is opened", () => {
  const sent = act(dropHint, { name: "point 1", from: FROM, at: FROM, moved: false });
  assert.deepEqual(sent, [{ act: "select", name: "point 1" }]);
});

test("a hint that is open already goes on to another thing", () => {
  const view = { spot: { name: "point 1", x: 0, y: 0 } };
  const held = { name: "point 1", from: FROM, at: FROM, moved: false };
  assert.deepEqual(act(dropHint, held, view), [{ act: "level" }]);
});

test("a click a few pixels from the open spot goes on to another thing, one beside it opens", () => {
  const view = { spot: { name: null, x: 0.5, y: 0.5 } };
  assert.deepEqual(act(openSpot, { x: 0.55, y: 0.5 }, view), [{ act: "level" }]);
  const beside = { act: "open", x: 0.6, y: 0.5, size: 0.12 };
  assert.deepEqual(act(openSpot, { x: 0.6, y: 0.5 }, view), [beside]);
});

test("a spot for the next hint is opened by its index", () => {
  const view = { next: [[0.1, 0.2]] };
  assert.deepEqual(act(openNext, "0", view), [{ act: "open", x: 0.1, y: 0.2, size: 0.12 }]);
  assert.deepEqual(act(openNext, "1", view), []);
});

test("a new hint is as wide on the screen at any zoom", () => {
  const sizes = [2, 16].map((scale) => {
    const sent = [];
    const lens = { ...LENS, scale, x: 0, y: 0 };
    openSpot({ lens, queue: { send: (event) => sent.push(event) }, view: {} }, { x: 0.5, y: 0.5 });
    return sent[0].size * LENS.photo.width * scale;
  });
  assert.deepEqual(sizes, [12, 12]);
});
