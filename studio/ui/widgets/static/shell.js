// What every page does by itself: the side bar folds, and the end of the server is told.

/** @import {Mount} from "./elements.js" */
/** @import {Shell} from "./message.js" */
import { watchServer } from "./server_end.js";
import { foldSidebar } from "./sidebar.js";

/** @param {Mount<Shell>} mount */
export default function mountShell({ data }) {
  const leaving = new AbortController();
  foldSidebar(leaving.signal);
  watchServer(data.end, leaving.signal);
  return () => leaving.abort();
}
