// Which keys of works a browser keeps.

import assert from "node:assert/strict";
import test from "node:test";
import { listKeys } from "../../../studio/ui/widgets/static/known_works.js";

const ASKED = { open: [], gone: [], known: [], asked: true, pattern: "[a-z]{2}", most: 3 };

test("what is open comes first, and once", () => {
  assert.deepEqual(listKeys(["aa", "bb"], { ...ASKED, open: ["bb"] }), ["bb", "aa"]);
});

test("a work that is gone is forgotten", () => {
  assert.deepEqual(listKeys(["aa", "bb"], { ...ASKED, gone: ["aa"] }), ["bb"]);
});

test("what is no key is dropped", () => {
  assert.deepEqual(listKeys(["aa", "abc", 7, null, "a"], ASKED), ["aa"]);
});

test("the oldest go where there are too many", () => {
  assert.deepEqual(listKeys(["aa", "bb", "cc"], { ...ASKED, open: ["dd"] }), ["dd", "aa", "bb"]);
});
