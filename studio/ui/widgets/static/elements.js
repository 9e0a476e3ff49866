// Elements of a control's page.

/** @import {Place} from "./geometry.js" */

/**
 * What Streamlit mounts a control with.
 * @template Message
 * @typedef {Object} Mount
 * @property {Message} data
 * @property {HTMLElement | ShadowRoot} parentElement
 * @property {(name: string, value: unknown) => void} setStateValue
 */

/**
 * Return the first element of a selector, which the page has.
 * @template {Element} Kind
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => Kind} kind
 * @returns {Kind}
 */
export function find(root, selector, kind) {
  const found = root.querySelector(selector);
  if (found instanceof kind) return found;
  throw new TypeError(`${selector} is no ${kind.name}`);
}

/**
 * Return all elements of a selector.
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
export function findAll(root, selector) {
  return [...root.querySelectorAll(selector)].filter((found) => found instanceof HTMLElement);
}

/**
 * Return the first element of a selector around what an event happened to.
 * @param {EventTarget | null} target
 * @param {string} selector
 */
export function closest(target, selector) {
  return target instanceof Element ? target.closest(selector) : null;
}

/**
 * Return the text of a data attribute of an element.
 * @param {EventTarget | null} target
 * @param {string} name
 */
export function datum(target, name) {
  return target instanceof Element ? target.getAttribute(`data-${name}`) : null;
}

/**
 * Return where a pointer or a grip is on an element, in CSS pixels.
 * @param {Element} element
 * @param {Place} place in the window
 * @returns {Place}
 */
export function placeOn(element, { x, y }) {
  const box = element.getBoundingClientRect();
  return { x: x - box.left, y: y - box.top };
}

/**
 * Show a picture; one that is shown already is not read again.
 * @param {HTMLImageElement} image
 * @param {string} address
 */
export function showImage(image, address) {
  if (image.getAttribute("src") !== address) image.src = address;
}

/**
 * Tell whether a key presses a button.
 * @param {{key: string}} event
 */
export function isPressKey({ key }) {
  return key === "Enter" || key === " ";
}

/**
 * Return what Streamlit calls when a control goes: then its listeners go, too.
 *
 * It also calls this for a message that another overtook, while the control stays.
 * @param {Element} root
 * @param {AbortController} leaving
 */
export function whenGone(root, leaving) {
  return () => {
    if (!root.isConnected) leaving.abort();
  };
}
