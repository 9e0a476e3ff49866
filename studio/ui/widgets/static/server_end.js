// The end of the server, told in the studio's own words: Streamlit's are for programmers.

const PATIENCE_MS = 1500; // a connection that comes back by then is no news
const STATE = "data-test-connection-state";

/**
 * Show words while the server does not answer.
 * @param {string} words
 * @param {AbortSignal} gone
 */
export function watchServer(words, gone) {
  const app = document.querySelector(`[${STATE}]`);
  if (!app) return;
  const notice = makeNotice(words);
  let timer = 0;
  const look = () => {
    clearTimeout(timer);
    if (app.getAttribute(STATE) === "CONNECTED") notice.remove();
    else timer = setTimeout(() => app.append(notice), PATIENCE_MS);
  };
  const observer = new MutationObserver(look);
  observer.observe(app, { attributeFilter: [STATE] });
  const leave = () => {
    observer.disconnect();
    clearTimeout(timer);
    notice.remove();
  };
  gone.addEventListener("abort", leave);
}

/** @param {string} words */
function makeNotice(words) {
  const notice = document.createElement("p");
  notice.className = "server-end";
  notice.role = "alert";
  notice.textContent = words;
  return notice;
}
