#!/usr/bin/env sh
# Installs the binary where plugin.yaml expects it: links the one on the PATH, or builds one.
set -eu
cd "$(dirname "$0")"
mkdir -p bin
if command -v flyte-auth >/dev/null 2>&1; then
  ln -sf "$(command -v flyte-auth)" bin/flyte-auth
elif command -v cargo >/dev/null 2>&1; then
  cargo install --locked --path . --root .
else
  echo "flyte-auth: neither flyte-auth nor cargo is on the PATH: install one of them" >&2
  exit 1
fi
