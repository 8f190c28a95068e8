#!/usr/bin/env bash
# All tests: installs what is missing, builds `dev` (sanitizers, warnings as errors), runs ctest, then checks for Windows.
set -euo pipefail
cd "$(dirname "$0")/.."
bash scripts/install.sh test
cmake --preset dev
cmake --build --preset dev
ctest --preset dev -j 2
bash scripts/check_windows.sh
