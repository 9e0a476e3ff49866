// What is told of strokes, and of the size of the brush.

import assert from "node:assert/strict";
import test from "node:test";
import {
  brushSize,
  paintDab,
  paintStroke,
  resize,
  showRing,
} from "../../../studio/ui/widgets/static/brush.js";

const LENS = {
  room: { width: 100, height: 100 },
  photo: { width: 50, height: 50 },
  scale: 2,
  x: 0,
  y: 0,
};
const FROM = { x: 20, y: 20 };
const BRUSH = { color: "#ffffff", size: 0.1 };

/** A picture that keeps what is sent. */
function picture(pressed = "new", brush = BRUSH) {
  const sent = [];
  return {
    sent,
    found: { how: pressed },
    lens: LENS,
    queue: { send: (event) => sent.push(event) },
    ring: { hidden: false, style: {} },
    view: { brush, marks: [], selected: null, spot: null, tool: "brush" },
  };
}

test("a stroke is told with the size of the brush, and leaves the photo by half a side", () => {
  const stage = picture();
  paintStroke(stage, { how: "new", path: [FROM, { x: 500, y: -500 }] });
  const path = [
    [0.2, 0.2],
    [1.5, -0.5],
  ];
  assert.deepEqual(stage.sent, [{ act: "paint", path, size: 0.1, erases: false }]);
});

test("a stroke takes away with Alt, or where the button says so, and Shift adds all the same", () => {
  const told = [];
  for (const [pressed, how] of [
    ["new", "less"],
    ["less", "new"],
    ["less", "more"],
    ["more", "new"],
  ]) {
    const stage = picture(pressed);
    paintStroke(stage, { how, path: [FROM] });
    told.push(stage.sent[0].erases);
  }
  assert.deepEqual(told, [true, true, false, false]);
});

test("a dab is a stroke of one place", () => {
  const stage = picture();
  paintDab(stage, { x: 0.25, y: 0.5 }, "new");
  assert.deepEqual(stage.sent[0].path, [[0.25, 0.5]]);
});

test("a brush keeps to its sizes", () => {
  const stage = picture("new", { ...BRUSH, size: 0.12 });
  resize(stage, 1.25);
  assert.deepEqual(stage.sent, [{ act: "size", size: 0.125 }]);
});

test("a brush that was not set is 12 pixels of the screen wide", () => {
  const stage = picture("new", { ...BRUSH, size: null });
  assert.equal(brushSize(stage), 0.12);
  assert.equal(brushSize({ ...stage, lens: { ...LENS, scale: 16 } }), 0.015);
});

test("what is at hand gets another size: the spot, else the selected hint, else the brush", () => {
  const stage = picture();
  const marks = [{ name: "point 1", hint: { size: 0.04 } }];
  const view = { brush: BRUSH, marks, selected: "point 1", spot: null, tool: "point" };
  const spot = { name: null, size: 0.01 };
  const views = [
    { ...view, spot },
    view,
    { ...view, tool: "brush" },
    { ...view, marks: [], selected: null },
  ];
  for (const seen of views) resize({ ...stage, view: seen }, 0.5);
  assert.deepEqual(
    stage.sent.map(({ size }) => size),
    [0.005, 0.02, 0.05, 0.05],
  );
});

test("a page without a brush tells of no size and no stroke", () => {
  const stage = picture("new", null);
  resize(stage, 1.25);
  paintStroke(stage, { how: "new", path: [FROM] });
  assert.deepEqual(stage.sent, []);
});

test("a ring as large as the brush is around the mouse, and nowhere with another tool", () => {
  const stage = picture();
  showRing(stage, FROM);
  assert.deepEqual(stage.ring, {
    hidden: false,
    style: { left: "15px", top: "15px", width: "10px", height: "10px" },
  });
  showRing({ ...stage, view: { ...stage.view, tool: "thing" } }, FROM);
  assert.equal(stage.ring.hidden, true);
});
