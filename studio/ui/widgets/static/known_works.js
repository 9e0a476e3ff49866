// The keys of a visitor's works, in the storage of the visitor's own browser.

/** @import {Mount} from "./elements.js" */
/** @import {Keys} from "./message.js" */

const NAME = "colorstudio-works";

/** @param {Mount<Keys>} mount */
export default function mountKnownWorks({ data, setStateValue }) {
  const keys = listKeys(readKeys(), data);
  writeKeys(keys);
  if (data.asked && keys.join() !== data.known.join()) setStateValue("works", keys);
}

/**
 * Return the keys to keep: those of what is open first, and none that is gone.
 * @param {unknown[]} kept
 * @param {Keys} data
 */
export function listKeys(kept, { open, gone, pattern, most }) {
  const key = new RegExp(`^(?:${pattern})$`);
  const keys = kept.filter((text) => typeof text === "string" && key.test(text));
  const others = keys.map(String).filter((other) => ![...open, ...gone].includes(other));
  return [...open, ...others].slice(0, most);
}

/** @returns {unknown[]} */
function readKeys() {
  try {
    const found = JSON.parse(localStorage.getItem(NAME) ?? "[]");
    return Array.isArray(found) ? found : [];
  } catch {
    return []; // storage may be blocked, or hold anything
  }
}

/** @param {unknown[]} keys */
function writeKeys(keys) {
  try {
    localStorage.setItem(NAME, JSON.stringify(keys));
  } catch {
    // blocked or full: the server knows the works of this session
  }
}
