// A part of a film, before and after side by side in one video, which keeps them in step.

/** @import {Comparison} from "./compared.js" */
/** @import {Mount} from "./elements.js" */
/** @import {Part} from "./message.js" */
import { findComparison, openSize } from "./compared.js";
import { closest, datum, find, findAll } from "./elements.js";
import { say } from "./language.js";
import { clockText, frameAt, timeOf } from "./reel.js";
import { isCalm } from "./wash.js";

/**
 * @typedef {Object} Player the control on the page, and what it knows
 * @property {HTMLElement} root
 * @property {HTMLVideoElement} video each frame holds the one before above the one after
 * @property {HTMLInputElement} bar
 * @property {Part} part
 * @property {AbortSignal} gone
 * @property {(time: number) => void} tell the server which frame is looked at
 * @property {number} told the number of that frame
 */

const AROUND = 400; // CSS pixels of the window that are left to what is around the pictures
const HEIGHT = 1000; // of a frame, until the video has told it

/** @param {Mount<Part>} mount */
export default function mountPlayer({ data, parentElement, setStateValue }) {
  const root = find(parentElement, ".player", HTMLElement);
  const tell = (/** @type {number} */ time) => setStateValue("time", time);
  return findComparison(root, (made) => openPlayer(made, data, tell)).leave;
}

/**
 * @param {Comparison} comparison
 * @param {Part} part
 * @param {(time: number) => void} tell
 */
function openPlayer(comparison, part, tell) {
  const { root, gone } = comparison;
  const video = find(root, "video", HTMLVideoElement);
  const bar = find(root, ".transport input", HTMLInputElement);
  const player = { root, video, bar, part, gone, tell, told: 0 };
  for (const listen of [listenToVideo, listenToTransport, listenToKeys]) listen(player);
  gone.addEventListener("abort", () => video.pause());
  const open = () => {
    const height = video.videoHeight / 2 || HEIGHT;
    openSize(comparison, { width: height * part.ratio, height });
  };
  comparison.around = AROUND;
  open();
  video.addEventListener("loadedmetadata", open, { signal: gone });
  bar.max = `${part.times.length - 1}`;
  bar.value = "0";
  video.src = part.address;
  showClock(player);
  if (!isCalm()) run(player);
}

/** @param {Player} player */
function listenToVideo(player) {
  const { gone, video } = player;
  const follow = () => {
    drawFrame(player);
    if (!video.paused && !gone.aborted) requestAnimationFrame(follow);
  };
  const rest = () => {
    showRunning(player);
    drawFrame(player);
    if (video.paused) tellFrame(player);
  };
  const start = () => {
    showRunning(player);
    follow();
  };
  video.addEventListener("play", start, { signal: gone });
  for (const event of ["loadeddata", "pause", "seeked"]) {
    video.addEventListener(event, rest, { signal: gone });
  }
}

/** @param {Player} player */
function listenToTransport(player) {
  const { bar, gone, root, video } = player;
  const press = (/** @type {Event} */ { target }) => {
    const button = closest(target, ".transport button");
    if (!button) return;
    if (button.matches(".run")) run(player);
    else seek(player, Number(bar.value) + Number(datum(button, "step")));
  };
  const move = () => {
    video.pause();
    seek(player, Number(bar.value));
  };
  root.addEventListener("click", press, { signal: gone });
  bar.addEventListener("input", move, { signal: gone });
}

/** @param {Player} player */
function listenToKeys(player) {
  const stage = find(player.root, ".stage", HTMLElement);
  const press = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    run(player);
  };
  stage.addEventListener("keydown", press, { signal: player.gone });
}

/**
 * Play, or pause.
 * @param {Player} player
 */
function run({ video }) {
  if (video.paused)
    video.play().catch(() => {}); // taken off the page meanwhile
  else video.pause();
}

/**
 * Show a frame of the part, by its number.
 * @param {Player} player
 * @param {number} number
 */
function seek({ part, video }, number) {
  video.pause();
  video.currentTime = timeOf(number, part);
}

/** @param {Player} player */
function drawFrame(player) {
  const { bar, part, root, video } = player;
  if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
  const { videoWidth: width, videoHeight } = video;
  const height = videoHeight / 2;
  for (const [place, canvas] of findAll(root, "canvas").entries()) {
    if (!(canvas instanceof HTMLCanvasElement)) continue;
    if (canvas.width !== width || canvas.height !== height)
      Object.assign(canvas, { width, height });
    const box = /** @type {const} */ ([0, 0, width, height]);
    canvas.getContext("2d")?.drawImage(video, 0, place * height, width, height, ...box);
  }
  bar.value = `${frameAt(video.currentTime, part)}`;
  showClock(player);
}

/** @param {Player} player */
function showClock({ bar, part, root }) {
  const text = clockText(part.times[Number(bar.value)]);
  find(root, ".clock", HTMLElement).textContent = text;
  bar.setAttribute("aria-valuetext", text);
}

/** @param {Player} player */
function showRunning({ root, video }) {
  find(root, ".run", HTMLElement).textContent = video.paused ? say("Play") : say("Pause");
}

/**
 * Tell the server which frame is looked at, once for each.
 * @param {Player} player
 */
function tellFrame(player) {
  const number = Number(player.bar.value);
  if (number === player.told) return;
  player.told = number;
  player.tell(player.part.times[number]);
}
