// Events wait here until the server has said that it saw them: none is lost, and none done twice.

/** @import {Act, Receipt, Report} from "./message.js" */

/**
 * @typedef {Object} Queue
 * @property {(tell: (report: Report) => void, receipt: Receipt | null) => void} connect
 * @property {(event: Act) => void} send
 * @property {() => Act[]} list what waits, in its order
 */

const MOST = 100; // events that are told at once: the server refuses many more
const REPLACED = new Set(["size", "try", "look"]); // in a row, only the last of these counts

/**
 * Return a queue of a browser's page.
 * @param {string} id of the page
 * @param {() => void} [follow] is called when something was sent
 * @returns {Queue}
 */
export function makeQueue(id, follow = () => {}) {
  let waiting = /** @type {Report["list"]} */ ([]);
  let count = 0;
  let told = 0; // number of the last event that was
  let tell = /** @type {(report: Report) => void} */ (() => {});
  const report = () => {
    const list = waiting.slice(0, MOST);
    told = list[list.length - 1].n;
    tell({ id, list });
  };
  return {
    connect(teller, receipt) {
      tell = teller;
      if (receipt?.id === id) waiting = waiting.filter(({ n }) => n > receipt.n);
      if (waiting.length && told < count) report();
    },
    send(event) {
      const last = waiting.at(-1)?.event.act;
      const before = last === event.act && REPLACED.has(last) ? waiting.slice(0, -1) : waiting;
      count += 1;
      waiting = [...before, { n: count, event }];
      report();
      follow();
    },
    list: () => waiting.map(({ event }) => event),
  };
}
