// What a person did is shown before the server has seen it.

import assert from "node:assert/strict";
import test from "node:test";
import { foresee } from "../../../studio/ui/widgets/static/foresight.js";

const POINT = { x: 0.2, y: 0.3, color: "#111111", size: 0.01, within: "thing" };
const LINE = { path: [[0.1, 0.1], [0.2, 0.2]], color: "#222222", size: 0.02, within: "thing" }; // biome-ignore format: pairs
const VIEW = {
  tools: ["point", "brush"],
  tool: "point",
  brush: { color: "#333333", size: null },
  marks: [
    { name: "stroke 1", title: "", hint: LINE },
    { name: "point 1", title: "", hint: POINT },
    { name: "point 2", title: "", hint: { ...POINT, x: 0.6 } },
  ],
  selected: "point 2",
  spot: null,
  tried: null,
  chosen: null,
};
const OPEN = { act: "open", x: 0.5, y: 0.5, size: 0.03 };
const CHOOSE = { act: "choose", color: "#b03a2e" };

function names(view) {
  return view.marks.map(({ name }) => name);
}

test("without acts the view is the one that was told", () => {
  assert.equal(foresee(VIEW, []), VIEW);
  assert.equal(foresee(VIEW, [{ act: "undo" }, { act: "look", box: null }]), VIEW);
});

test("a spot that was clicked is open, and its colours are told later", () => {
  const { spot } = foresee(VIEW, [OPEN]);
  assert.deepEqual([spot.x, spot.y, spot.size, spot.choices], [0.5, 0.5, 0.03, []]);
});

test("a colour that was chosen closes the spot, and a hint is there", () => {
  const seen = foresee(VIEW, [OPEN, { act: "try", color: "#ffffff" }, CHOOSE]);
  assert.deepEqual([seen.spot, seen.tried, seen.selected], [null, null, "point 3"]);
  assert.deepEqual(seen.marks[3].hint.color, "#b03a2e");
  assert.equal(seen.marks[3].hint.size, 0.03);
});

test("clicks that came while nothing was seen make a hint each", () => {
  const quick = [0.1, 0.2, 0.3].flatMap((x) => [{ ...OPEN, x }, CHOOSE]);
  const seen = foresee(VIEW, [...quick, OPEN]);
  assert.equal(seen.marks.length, 6);
  assert.equal(seen.spot.x, 0.5);
});

test("a hint that was opened is recoloured, and no other one is", () => {
  const seen = foresee(VIEW, [{ act: "select", name: "point 1" }, CHOOSE]);
  assert.deepEqual(
    seen.marks.map(({ hint }) => hint.color),
    ["#222222", "#b03a2e", "#111111"],
  );
});

test("hints are renamed as the server does when one goes or comes", () => {
  assert.deepEqual(names(foresee(VIEW, [{ act: "delete", name: "point 1" }])), [
    "stroke 1",
    "point 1",
  ]);
  const paint = { act: "paint", path: [[0, 0]], size: 0.1, erases: false };
  const painted = foresee(VIEW, [paint]);
  assert.deepEqual(names(painted), ["stroke 1", "stroke 2", "point 1", "point 2"]);
  assert.equal(painted.marks[1].hint.color, "#333333");
});

test("a stroke on a mask makes no hint", () => {
  const mask = { ...VIEW, tools: ["thing", "brush"], marks: [] };
  assert.equal(foresee(mask, [{ act: "paint", path: [[0, 0]], size: 0.1, erases: true }]), mask);
});

test("a hint is where it was dragged to, at most at the edge", () => {
  const seen = foresee(VIEW, [{ act: "move", name: "point 2", dx: 0.9, dy: 0.1 }]);
  assert.deepEqual([seen.marks[2].hint.x, seen.marks[2].hint.y], [1, 0.4]);
});

test("a size is that of the spot, else of the selected hint, and with the brush its own", () => {
  const size = { act: "size", size: 0.5 };
  assert.equal(foresee(VIEW, [OPEN, size]).spot.size, 0.5);
  assert.equal(foresee(VIEW, [size]).marks[2].hint.size, 0.5);
  assert.equal(foresee(VIEW, [{ act: "hold", tool: "brush" }, size]).brush.size, 0.5);
});
