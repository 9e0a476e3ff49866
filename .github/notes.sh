#!/bin/sh
# Prints what CHANGELOG.md says of a release, `notes.sh v1.2.3`; fails if it says nothing.
set -eu
notes=$(awk -v head="## [${1#v}]" '
  /^## / { inside = index($0, head) == 1; next }
  inside' "$(dirname "$0")/../CHANGELOG.md")
test -n "$(printf %s "$notes" | tr -d '[:space:]')"
printf '%s\n' "$notes"
