// Messages of scripts.

import assert from "node:assert/strict";
import test from "node:test";
import { say } from "../../../studio/ui/widgets/static/language.js";

test("values stand in the places of a message", () => {
  assert.equal(say("Spot {n} of {all}", { n: 1, all: 3 }), "Spot 1 of 3");
});
