#!/bin/sh
# Installs the studio as a person does, in an empty home: it answers, and nothing is left of it in the end.
set -eu
HOME=$(mktemp -d)
export HOME STREAMLIT_SERVER_HEADLESS=true
unset XDG_DATA_HOME
installer=$(dirname "$0")/../install.sh
sh "$installer" &
studio=$!
until port=$(cat "$(find "$HOME" -name open.port)" 2> /dev/null) && curl -fs "http://localhost:$port/_stcore/health" > /dev/null; do
  kill -0 "$studio" # it has not failed
  sleep 1
done
test -f "$HOME/.local/share/applications/colorization-studio.desktop"
kill "$studio"
wait "$studio" || true
sh "$installer" --remove
left=$(find "$HOME" -mindepth 1)
test -z "$left" || { echo "$left"; exit 1; }
