#!/usr/bin/env bash
# All tests: installs what is missing, builds `dev` (sanitizers, warnings as errors) and runs ctest.
set -euo pipefail
cd "$(dirname "$0")/.."
bash scripts/install.sh test
cmake --preset dev
cmake --build --preset dev
ctest --preset dev -j 2
