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

test("of sizes in a row only the last waits, and it counts as all of them", () => {
  const { queue, reports } = connect();
  for (const size of [0.1, 0.2, 0.3]) queue.send({ act: "size", size });
  queue.send(UNDO);
  assert.deepEqual(reports.at(-1).list, [
    { n: 3, event: { act: "size", size: 0.3 } },
    { n: 4, event: UNDO },
  ]);
});

test("of very many events the first are told, and the rest once these were seen", () => {
  const { queue, reports } = connect();
  for (let count = 0; count < 150; count += 1) queue.send(UNDO);
  assert.equal(reports.at(-1).list.length, 100);
  queue.connect((report) => reports.push(structuredClone(report)), { id: "page", n: 100 });
  assert.deepEqual(
    reports.at(-1).list.map(({ n }) => n),
    Array.from({ length: 50 }, (_, index) => 101 + index),
  );
});

test("what waits can be listed, and the page is told that something was sent", () => {
  let sent = 0;
  const queue = makeQueue("page", () => {
    sent += 1;
  });
  queue.send(UNDO);
  queue.send(REDO);
  assert.deepEqual(queue.list(), [UNDO, REDO]);
  assert.equal(sent, 2);
});
