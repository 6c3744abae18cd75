#!/usr/bin/env sh
# Puts the binary where plugin.yaml looks for it: the one on the PATH if there is one, else one built here.
set -eu
cd "$(dirname "$0")"
mkdir -p bin
if command -v flyte-auth >/dev/null 2>&1; then
  ln -sf "$(command -v flyte-auth)" bin/flyte-auth
elif command -v cargo >/dev/null 2>&1; then
  cargo install --locked --path . --root .
else
  echo "flyte-auth: neither flyte-auth nor cargo is on the PATH; install one of them" >&2
  exit 1
fi
