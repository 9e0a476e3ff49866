// Foresight: what a person did is shown at once, before the server has seen it. It is worked out
// from the view that the server told last and the acts that still wait; nothing of it is kept.

/** @import {Act, Open, Paint, Resize, Spot, View} from "./message.js" */
/** @import {Hint} from "./hint_edits.js" */
import { add, change, moveHint, remove, spotOf } from "./hint_edits.js";

const UNKNOWN = "#ffffff"; // colour of a spot until the server tells it
/** @type {Pick<Spot, "depth" | "title" | "note" | "choices">} */
const UNTOLD = { depth: null, title: "", note: "", choices: [] };
/** @type {Pick<Hint, "level" | "layer" | "picker">} */
const USUAL = { level: "best", layer: 0, picker: "" };

/**
 * What comes of an act; acts that are not here, the server knows alone.
 * @type {{[Kind in Act["act"]]?: (view: View, act: Extract<Act, {act: Kind}>) => View}}
 */
const OUTCOMES = {
  open: (view, act) => ({ ...leaveSpot(view), spot: beginSpot(act) }),
  select: (view, { name }) => ({ ...leaveSpot(view), spot: beginHint(view, name), selected: name }),
  try: (view, { color }) => ({ ...view, tried: color }),
  choose: (view, { color }) => leaveSpot(colorSpot(view, color)),
  move: (view, act) => {
    const marks = change(view.marks, act.name, (hint) => moveHint(hint, act));
    return { ...leaveSpot(view), marks, selected: act.name };
  },
  delete: (view, { name }) => ({ ...leaveSpot(view), marks: remove(view.marks, name) }),
  paint,
  close: leaveSpot,
  hold: (view, { tool }) => ({ ...leaveSpot(view), tool }),
  size: resize,
  dip: (view, { color }) => ({ ...view, brush: view.brush && { ...view.brush, color } }),
  extend: (view, { within }) => ({ ...view, spot: view.spot && { ...view.spot, within } }),
  lay: (view, { depth }) => ({ ...view, spot: view.spot && { ...view.spot, depth } }),
};

/**
 * Return a view as it will be when the server has seen acts.
 * @param {View} view that it told
 * @param {Act[]} acts in their order
 */
export function foresee(view, acts) {
  return acts.reduce(
    (seen, act) => OUTCOMES[act.act]?.(seen, /** @type {never} */ (act)) ?? seen,
    view,
  );
}

/**
 * Return the name of the hint that gets another size; null where a new hint or the brush does.
 * @param {View} view
 */
export function sizedHint({ selected, spot, tool }) {
  if (spot) return spot.name;
  return tool === "point" ? selected : null;
}

/**
 * Put away the colours of a spot, and the outline of its thing.
 * @param {View} view
 * @returns {View}
 */
function leaveSpot(view) {
  return view.spot ? { ...view, spot: null, tried: null, chosen: null } : view;
}

/**
 * @param {Open} act
 * @returns {Spot}
 */
function beginSpot({ x, y, size }) {
  return { ...UNTOLD, x, y, name: null, color: UNKNOWN, size, within: "thing" };
}

/**
 * @param {View} view
 * @param {string} name
 * @returns {Spot | null}
 */
function beginHint({ marks }, name) {
  const hint = marks.find((mark) => mark.name === name)?.hint;
  if (!hint) return null;
  const { color, size, within } = hint;
  return { ...UNTOLD, ...spotOf(hint), name, color, size, within };
}

/**
 * Give the spot a colour: from now on a hint is there.
 * @param {View} view
 * @param {string} color
 * @returns {View}
 */
function colorSpot(view, color) {
  const { marks, spot } = view;
  if (!spot) return view;
  if (spot.name)
    return { ...view, marks: change(marks, spot.name, (hint) => ({ ...hint, color })) };
  const { x, y, size, within } = spot;
  const grown = add(marks, { x, y, color, size, within, ...USUAL });
  return { ...view, marks: grown, selected: grown[grown.length - 1].name };
}

/**
 * Keep a stroke of hints; what it does to a mask, the server knows alone.
 * @param {View} view
 * @param {Paint} act
 * @returns {View}
 */
function paint(view, { path, size }) {
  if (!view.brush || !view.tools.includes("point")) return view;
  const { color } = view.brush;
  const marks = add(view.marks, { path, color, size, within: "thing", ...USUAL });
  return { ...leaveSpot(view), marks };
}

/**
 * Give the spot, the hint at hand or the brush another size.
 * @param {View} view
 * @param {Resize} act
 * @returns {View}
 */
function resize(view, { size }) {
  const { brush, marks, spot } = view;
  const name = sizedHint(view);
  if (name) {
    const resized = change(marks, name, (hint) => ({ ...hint, size }));
    return { ...view, marks: resized, spot: spot && { ...spot, size } };
  }
  if (spot) return { ...view, spot: { ...spot, size } };
  return { ...view, brush: brush && { ...brush, size } };
}
