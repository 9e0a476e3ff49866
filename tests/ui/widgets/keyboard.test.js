// Which key means what, and where.

import assert from "node:assert/strict";
import test from "node:test";
import { deedOfKey } from "../../../studio/ui/widgets/static/keyboard.js";

function deed(key, where = "picture", held = {}) {
  return deedOfKey({ key, shiftKey: false, ctrlKey: false, metaKey: false, ...held }, where);
}

test("letters mean tools, large ones too", () => {
  assert.deepEqual(
    ["b", "r", "p", "t", "l", "B"].map((key) => deed(key)),
    ["brush", "box", "point", "thing", "level", "brush"],
  );
});

test("arrows step on the picture, and walk among the colours", () => {
  assert.equal(deed("ArrowLeft"), "step");
  assert.equal(deed("ArrowLeft", "popover"), "walk");
});

test("a key without a meaning has none anywhere", () => {
  for (const where of ["picture", "button", "popover", "field"]) {
    assert.equal(deed("F5", where), null);
    assert.equal(deed("Tab", where), null);
  }
});

test("a field keeps its keys, but for Escape", () => {
  assert.equal(deed("Backspace", "field"), null);
  assert.equal(deed("b", "field"), null);
  assert.equal(deed("Escape", "field"), "close");
});

test("a button keeps the keys that press it", () => {
  assert.equal(deed("Enter", "button"), null);
  assert.equal(deed(" ", "button"), null);
  assert.equal(deed("o", "button"), "original");
});

test("L takes a larger or smaller thing, in the popover, too", () => {
  for (const where of ["picture", "button", "popover"]) {
    assert.equal(deed("l", where), "level");
    assert.equal(deed("L", where), "level");
  }
  assert.equal(deed("l", "field"), null);
});

test("in the popover only Delete removes, and no letter means a tool", () => {
  assert.equal(deed("Delete", "popover"), "erase");
  assert.equal(deed("Backspace", "popover"), null);
  assert.equal(deed("b", "popover"), null);
});

test("undo and redo are the same everywhere", () => {
  for (const where of ["picture", "button", "popover", "field"]) {
    assert.equal(deed("z", where, { ctrlKey: true }), "undo");
    assert.equal(deed("z", where, { metaKey: true }), "undo");
    assert.equal(deed("Z", where, { ctrlKey: true, shiftKey: true }), "redo");
    assert.equal(deed("y", where, { ctrlKey: true }), "redo");
  }
});

test("with Control no other key is the picture's", () => {
  assert.equal(deed("b", "picture", { ctrlKey: true }), null);
  assert.equal(deed("+", "picture", { ctrlKey: true }), null);
});
