// Events wait here until the server has said that it saw them: none is lost, and none done twice.

/** @import {Act, Receipt, Report} from "./message.js" */

/**
 * @typedef {Object} Queue
 * @property {(tell: (report: Report) => void, receipt: Receipt | null) => void} connect
 * @property {(event: Act) => void} send
 */

/**
 * Return a queue of a browser's page.
 * @param {string} id of the page
 * @returns {Queue}
 */
export function makeQueue(id) {
  let waiting = /** @type {Report["list"]} */ ([]);
  let count = 0;
  let tell = /** @type {(report: Report) => void} */ (() => {});
  return {
    connect(teller, receipt) {
      tell = teller;
      if (receipt?.id === id) waiting = waiting.filter((event) => event.n > receipt.n);
    },
    send(event) {
      count += 1;
      waiting.push({ n: count, event });
      tell({ id, list: waiting });
    },
  };
}
