#!/bin/sh
# Colorization Studio for you alone, on Linux and macOS: no root.
#   sh install.sh            installs or updates it, puts it into the menu, and opens it
#   sh install.sh --remove   takes all of that away; your work and your models stay where they are
# UV_EXCLUDE=small.txt leaves TensorFlow out, UV_PYTHON names another Python.
set -eu

name=colorization-studio
program="${XDG_DATA_HOME:-$HOME/.local/share}/$name-program" # all there is, but for the command
commands="$HOME/.local/bin"
export UV_TOOL_DIR="$program/tools" UV_TOOL_BIN_DIR="$commands"
export UV_PYTHON_INSTALL_DIR="$program/python" UV_CACHE_DIR="$program/cache"
export UV_PYTHON="${UV_PYTHON:-3.13}"
PATH="$program/bin:$PATH"

if [ "${1:-}" = --remove ]; then
  data=$(dirname "$("$commands/colorstudio" models path)")
  "$commands/colorstudio" shortcut --remove
  rm -rf "$commands/colorstudio" "$program" "$data"/open.* "$data"/api "$data"/api.token
  rmdir "$commands" "$data" "$HOME/.local/share" "$HOME/.local" 2> /dev/null || true # where there is nothing else
  echo "The studio is gone. What you saved lies in $data."
  exit
fi

if ! command -v uv > /dev/null; then # https://docs.astral.sh/uv: brings Python and packages
  curl -LsSf https://astral.sh/uv/install.sh | UV_UNMANAGED_INSTALL="$program/bin" sh
fi
here=$(dirname "$0")
if grep -qs "^name = \"$name\"" "$here/pyproject.toml"; then
  uv tool install --reinstall-package "$name" "${here}[hub]"
else
  uv tool install --upgrade "${name}[hub]"
fi
rm -rf "$UV_CACHE_DIR"
"$commands/colorstudio" shortcut
exec "$commands/colorstudio" open
