#!/usr/bin/env bash
# Installs the Debian packages that are missing. `bash scripts/install.sh test` adds what only tests need.
set -euo pipefail

packages=(g++ cmake ninja-build ccache pkg-config
  qt6-base-dev libgl1-mesa-dev libproj-dev proj-data libsqlite3-dev libexpected-dev libcli11-dev
  nlohmann-json3-dev libvalijson-dev libicu-dev libssl-dev libzip-dev libxlsxwriter-dev libgtest-dev libgmock-dev fonts-noto-cjk)
if [ "${1:-}" = test ]; then
  packages+=(python3 poppler-utils gdal-bin g++-mingw-w64-x86-64-posix wine64 googletest libeigen3-dev libgdal-dev)
fi

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  echo "Installing: ${missing[*]}"
  root=''
  [ "$(id -u)" = 0 ] || root=sudo
  $root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $root apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi
