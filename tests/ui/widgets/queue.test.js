// The queue: no event is lost, and none is done twice.

import assert from "node:assert/strict";
import test from "node:test";
import { makeQueue } from "../../../studio/ui/widgets/static/queue.js";

const UNDO = { act: "undo" };
const REDO = { act: "redo" };

function connect(receipt = null) {
  const queue = makeQueue("page");
  const reports = [];
  queue.connect((report) => reports.push(structuredClone(report)), receipt);
  return { queue, reports };
}

test("an event is told with the page's id and its number", () => {
  const { queue, reports } = connect();
  queue.send(UNDO);
  assert.deepEqual(reports, [{ id: "page", list: [{ n: 1, event: UNDO }] }]);
});

test("an event is told again until the server saw it", () => {
  const { queue, reports } = connect();
  queue.send(UNDO);
  queue.send(REDO);
  assert.deepEqual(
    reports[1].list.map(({ n }) => n),
    [1, 2],
  );
});

test("an event that the server saw is told no more", () => {
  const { queue, reports } = connect();
  queue.send(UNDO);
  queue.connect((report) => reports.push(structuredClone(report)), { id: "page", n: 1 });
  queue.send(REDO);
  assert.deepEqual(reports[1].list, [{ n: 2, event: REDO }]);
});

test("a receipt for another page takes no event away", () => {
  const { queue, reports } = connect();
  queue.send(UNDO);
  queue.connect((report) => reports.push(structuredClone(report)), { id: "other", n: 1 });
  queue.send(REDO);
  assert.equal(reports[1].list.length, 2);
});
