// The width of a place on the page, told whenever it no longer fits what was told last.

/** @import {Mount} from "./elements.js" */
/** @import {Measurement} from "./message.js" */

/** @type {WeakMap<Node, () => void>} */
const stops = new WeakMap(); // of what a message before this one had watched

/** @param {Mount<Measurement>} mount */
export default function mountWidth({ data, parentElement, setStateValue }) {
  if (!(parentElement instanceof HTMLElement)) throw new TypeError("a shadow root has no width");
  stops.get(parentElement)?.();
  let { known } = data;
  let timer = 0;
  const report = () => {
    const width = Math.floor(parentElement.clientWidth);
    if (width === 0 || (width >= known && width < known + data.spare)) return;
    known = width;
    setStateValue("width", width);
  };
  const observer = new ResizeObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(report, data.rest_ms);
  });
  observer.observe(parentElement);
  const stop = () => {
    clearTimeout(timer);
    observer.disconnect();
  };
  stops.set(parentElement, stop);
  return stop;
}
