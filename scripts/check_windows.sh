#!/usr/bin/env bash
# Compile-checks every source of src/ for Windows with mingw against Debian's headers of exactly the libraries that we
# use, and runs the portable rooms' tests under Wine.
set -euo pipefail
cd "$(dirname "$0")/.."
compiler=x86_64-w64-mingw32-g++-posix
out=build/windows-check
headers=$out/include
rm -rf "$headers"
mkdir -p "$headers"
link() { [ -e "$1" ] && ln -sfn "$1" "$headers/$(basename "$1")"; }
for header in tl CLI nlohmann valijson openssl unicode sqlite3.h sqlite3ext.h proj.h zip.h zipconf.h xlsxwriter xlsxwriter.h; do
  link "/usr/include/$header" || true
done
multiarch=/usr/include/$(gcc -print-multiarch 2>/dev/null || echo x86_64-linux-gnu)
link "$multiarch/unicode" || true
for header in configuration.h opensslconf.h; do
  [ -e "$multiarch/openssl/$header" ] && mkdir -p "$headers/arch/openssl" && ln -sfn "$multiarch/openssl/$header" "$headers/arch/openssl/$header"
done
qt=$multiarch/qt6
embedded=$(find build/dev/embedded -mindepth 1 -maxdepth 1 -type d -printf '-I%p ')
check() {
  "$compiler" -std=c++20 -fsyntax-only -Wall -Wextra -Wno-restrict -Isrc $embedded -isystem "$headers" -isystem "$headers/arch" \
    -isystem "$qt" -isystem "$qt/QtCore" -isystem "$qt/QtGui" \
    -DSHUIHENG_VERSION='"0"' -DSQLITE_ENABLE_SESSION -DSQLITE_ENABLE_PREUPDATE_HOOK "$1" || { echo "not for Windows: $1"; exit 1; }
}
export -f check
export compiler headers qt embedded
find src -name '*.cpp' -print0 | xargs -0 -n1 -P2 bash -c 'check "$1"' _
echo "Windows: $(find src -name '*.cpp' | wc -l) sources compile."

if [ -x /usr/lib/wine/wine64 ] && [ -d /usr/src/googletest ]; then
  cmake --preset mingw >/dev/null
  cmake --build --preset mingw
  export WINEDEBUG=-all WINEPREFIX=$PWD/build/wine
  ctest --preset mingw
fi
