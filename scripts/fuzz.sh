#!/usr/bin/env bash
# scripts/fuzz.sh [minutes per target, default 15] [target ...]: builds the libFuzzer targets and runs each. What it finds is in
# build/fuzz/found/; a find is repeated with: build/fuzz/bin/fuzz_TARGET FILE
set -euo pipefail
cd "$(dirname "$0")/.."
minutes=${1:-15}
shift || true
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(chunk csv plan project)
cmake --preset fuzz
nice cmake --build --preset fuzz --target make_project_seeds "${targets[@]/#/fuzz_}" -- -j "${SHUIHENG_JOBS:-1}"
mkdir -p build/fuzz/found
build/fuzz/bin/make_project_seeds build/fuzz/seeds/project
status=0
for target in "${targets[@]}"; do
  corpus=build/fuzz/corpus/$target
  mkdir -p "$corpus" "build/fuzz/seeds/$target" "tests/fuzz/corpus/$target"
  echo "fuzz_$target: $minutes minutes"
  dictionary=tests/fuzz/$target.dict
  options=()
  [ -f "$dictionary" ] && options+=("-dict=$dictionary")
  [ "$target" = csv ] && options+=(-max_len=4096)
  nice "build/fuzz/bin/fuzz_$target" "$corpus" "tests/fuzz/corpus/$target" "build/fuzz/seeds/$target" \
    "${options[@]}" -max_total_time=$((minutes * 60)) -timeout=60 -rss_limit_mb=4096 \
    -artifact_prefix="build/fuzz/found/$target-" -print_final_stats=1 > "build/fuzz/$target.log" 2>&1 || status=1
  grep -E 'DONE|^SUMMARY|ERROR|Test unit written' "build/fuzz/$target.log" || true
done
exit $status
