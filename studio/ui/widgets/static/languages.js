// Keeps the chosen language in the visitor's own browser, and draws the page anew in it.

/** @import {Mount} from "./elements.js" */
/** @import {Language} from "./message.js" */

const YEAR = 365 * 24 * 60 * 60; // seconds

/** @param {Mount<Language>} mount */
export default function mountLanguages({ data }) {
  // biome-ignore lint/suspicious/noDocumentCookie: Firefox has no CookieStore before 140
  document.cookie = `${data.cookie}=${data.chosen}; Path=/; Max-Age=${YEAR}; SameSite=Lax`;
  location.reload();
}
