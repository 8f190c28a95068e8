#!/usr/bin/env bash
# Installs what is missing, builds, makes the sample county and prints its report.
set -euo pipefail
cd "$(dirname "$0")/.."
bash scripts/install.sh
cmake --preset release
cmake --build --preset release --target shuiheng
shuiheng=$PWD/build/release/bin/shuiheng
rm -rf build/sample
"$shuiheng" sample build/sample
project=build/sample/固阳县示例.gpkg
"$shuiheng" batches "$project"
"$shuiheng" check "$project" --year 2025
"$shuiheng" report "$project" --kind annual --year 2025 --out build/sample/report-2025.pdf
echo "build/sample/report-2025.pdf"
