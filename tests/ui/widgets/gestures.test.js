// Fingers, a wheel and a button that is held, as events of a stage.

import assert from "node:assert/strict";
import test from "node:test";
import {
  followFingers,
  followHolding,
  followWheel,
  grip,
} from "../../../studio/ui/widgets/static/gestures.js";

/** A stage that takes events, and says whether it has the focus. */
class Stage extends EventTarget {
  constructor(hasFocus = false) {
    super();
    this.hasFocus = hasFocus;
  }
  matches() {
    return this.hasFocus;
  }
  setPointerCapture() {}
}

function event(kind, fields = {}) {
  return Object.assign(new Event(kind, { cancelable: true }), fields);
}

function follow(mayPress = () => true) {
  const stage = new Stage();
  const leaving = new AbortController();
  const seen = [];
  const hands = {
    mayPress,
    press: (_event, count) => seen.push(["press", count]),
    move: (_event, before, after) => seen.push(["move", after.spread / before.spread]),
    release: (_event, count) => seen.push(["release", count]),
  };
  followFingers(stage, hands, leaving.signal);
  const finger = (kind, pointerId, clientX) =>
    stage.dispatchEvent(event(kind, { pointerId, clientX, clientY: 0 }));
  return { finger, leaving, seen };
}

test("a grip is the middle of two fingers, and how far they are apart", () => {
  assert.deepEqual(
    grip([
      { x: 0, y: 0 },
      { x: 6, y: 8 },
    ]),
    { x: 3, y: 4, spread: 10 },
  );
});

test("one finger never pinches", () => {
  assert.equal(grip([{ x: 3, y: 4 }]).spread, 1);
});

test("two fingers that part enlarge", () => {
  const { finger, seen } = follow();
  finger("pointerdown", 1, 0);
  finger("pointerdown", 2, 10);
  finger("pointermove", 2, 20);
  finger("pointerup", 1, 0);
  assert.deepEqual(seen, [
    ["press", 1],
    ["press", 2],
    ["move", 2],
    ["release", 1],
  ]);
});

test("a third finger does nothing", () => {
  const { finger, seen } = follow();
  for (const number of [1, 2, 3]) finger("pointerdown", number, number);
  finger("pointermove", 3, 50);
  finger("pointerup", 3, 50);
  assert.deepEqual(seen, [
    ["press", 1],
    ["press", 2],
  ]);
});

test("a pointer that may not press is not followed", () => {
  const { finger, seen } = follow(() => false);
  finger("pointerdown", 1, 0);
  finger("pointermove", 1, 9);
  finger("pointerup", 1, 9);
  assert.deepEqual(seen, []);
});

test("a control that went follows no finger", () => {
  const { finger, leaving, seen } = follow();
  leaving.abort();
  finger("pointerdown", 1, 0);
  assert.deepEqual(seen, []);
});

test("the wheel zooms what has the focus, and the page stays", () => {
  const stage = new Stage(true);
  const factors = [];
  const zoom = (_event, factor) => factors.push(factor) > 0;
  followWheel(stage, stage, zoom, new AbortController().signal);
  const turn = event("wheel", { deltaY: -500, ctrlKey: false });
  stage.dispatchEvent(turn);
  assert.deepEqual(factors, [Math.E]);
  assert.ok(turn.defaultPrevented);
});

test("a page that is scrolled does not stop at a picture without the focus", () => {
  const stage = new Stage();
  const turn = event("wheel", { deltaY: -500, ctrlKey: false });
  followWheel(stage, stage, () => assert.fail(), new AbortController().signal);
  stage.dispatchEvent(turn);
  assert.ok(!turn.defaultPrevented);
});

test("a button is held until it is let go, by pointer and by key", () => {
  globalThis.addEventListener = () => {}; // Node has no window
  const button = new EventTarget();
  const held = [];
  followHolding(button, (isHeld) => held.push(isHeld), new AbortController().signal);
  button.dispatchEvent(event("pointerdown"));
  button.dispatchEvent(event("pointerup"));
  button.dispatchEvent(event("keydown", { key: "Tab" }));
  button.dispatchEvent(event("keydown", { key: "Enter" }));
  button.dispatchEvent(event("keyup", { key: "Enter" }));
  assert.deepEqual(held, [true, false, true, false]);
});

test("a button is let go when the window is left, until the control goes", () => {
  const window = new EventTarget();
  globalThis.addEventListener = window.addEventListener.bind(window);
  const leaving = new AbortController();
  const held = [];
  followHolding(new EventTarget(), (isHeld) => held.push(isHeld), leaving.signal);
  window.dispatchEvent(event("blur"));
  leaving.abort();
  window.dispatchEvent(event("blur"));
  assert.deepEqual(held, [false]);
});
