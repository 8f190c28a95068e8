"""The house rules that a machine can read: layers, banned words, the catalogue of problems, the top level."""
import pathlib
import re
import shutil
import subprocess
import sys

root = pathlib.Path(sys.argv[1])
faults = []

# The table of src/README.md: room -> rooms it may include.
rooms = {}
for line in (root / "src/README.md").read_text(encoding="utf-8").splitlines():
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    if line.startswith("| `") and len(cells) >= 3:
        rooms[cells[0].strip("`")] = (set(re.findall(r"\w+", cells[1])), set(re.findall(r"[\w:.]+", cells[2])))

THIRD_PARTY = {"sqlite3.h": "SQLite", "proj.h": "PROJ", "nlohmann": "nlohmann", "valijson": "valijson", "openssl": "OpenSSL",
               "unicode": "ICU", "CLI": "CLI11", "Q": "Qt", "tl": "tl", "zip.h": "libzip", "xlsxwriter.h": "libxlsxwriter", "embedded": None}


def third_party_of(header):
    if re.match(r"Q[A-Z]", header):
        return "Qt"
    return THIRD_PARTY.get(header.split("/")[0], None)


sources = sorted((root / "src").rglob("*.h")) + sorted((root / "src").rglob("*.cpp"))
for source in sources:
    room = source.relative_to(root / "src").parts[0]
    name = source.relative_to(root)
    if room not in rooms:
        faults.append(f"{name}: room {room} is not in the table of src/README.md")
        continue
    may, libraries = rooms[room]
    for number, text in enumerate(source.read_text(encoding="utf-8").splitlines(), 1):
        include = re.match(r'#include [<"]([^">]+)[">]', text)
        if not include:
            continue
        header = include.group(1)
        other = header.split("/")[0]
        if "/" in header and other in rooms and other != room and other not in may:
            faults.append(f"{name}:{number}: {room} may not include {header} (src/README.md)")
        library = third_party_of(header)
        if library and library not in libraries:
            faults.append(f"{name}:{number}: {room} may not use {library} (src/README.md)")

BANNED = [(r"\bprintf\(|std::cout|std::cerr|\bputs\(", "libraries do not print", {"cli"}),
          (r"QMessageBox|QtWidgets|processEvents|QEventLoop", "no windows and no nested event loops below ui/", set()),
          (r"\bnew [A-Za-z_]+\(|\bdelete [a-z]", "own memory through unique_ptr", set()),
          (r"using namespace std;", "write std::", set()),
          (r"march=native", "one set of architecture flags for the whole build", set())]
for source in sources:
    room = source.relative_to(root / "src").parts[0]
    for number, text in enumerate(source.read_text(encoding="utf-8").splitlines(), 1):
        code = re.sub(r'"(?:[^"\\]|\\.)*"', '""', text.split("//")[0])
        for pattern, why, excepted in BANNED:
            if room not in excepted and re.search(pattern, code) and "snprintf" not in code:
                faults.append(f"{source.relative_to(root)}:{number}: {why}")

# Every problem code used in src/ stands in the catalogue, with both languages and the same placeholders.
catalogue = {}
for number, line in enumerate((root / "resources/messages/problems.tsv").read_text(encoding="utf-8").splitlines()[1:], 2):
    cells = line.split("\t")
    if len(cells) != 6:
        faults.append(f"problems.tsv:{number}: {len(cells)} columns instead of 6")
        continue
    if cells[0] in catalogue:
        faults.append(f"problems.tsv:{number}: {cells[0]} stands twice")
    catalogue[cells[0]] = number
    if not cells[2] or not cells[4]:
        faults.append(f"problems.tsv:{number}: {cells[0]} lacks a language")
    placeholders = [{re.sub("_(zh|en)$", "", name) for name in re.findall(r"{(\w+)}", text)} for text in (cells[2], cells[4])]
    if placeholders[0] != placeholders[1]:
        faults.append(f"problems.tsv:{number}: {cells[0]} has other placeholders in English than in Chinese")
used = set()
for source in sources:
    used |= set(re.findall(r'(?:Problem|failure)\(\s*"([A-Z][A-Z0-9_]+)"', source.read_text(encoding="utf-8")))
for code in sorted(used - set(catalogue)):
    faults.append(f"problems.tsv: {code} is used in src/ and has no line")

ALLOWED = {"CMakeLists.txt", "CMakePresets.json", "vcpkg.json", "README.md", "src", "ui", "resources", "data", "tests", "docs", "scripts", "build"}
for entry in root.iterdir():
    if entry.name not in ALLOWED and not entry.name.startswith("."):
        faults.append(f"{entry.name} has no place at the top level")

formatter = shutil.which("clang-format-14") or shutil.which("clang-format")
if formatter and " 14." in subprocess.run([formatter, "--version"], capture_output=True, text=True).stdout:
    files = [str(file) for file in sources] + [str(file) for file in (root / "tests").rglob("*.cpp")] + [str(file) for file in (root / "tests").rglob("*.h")]
    told = subprocess.run([formatter, "--dry-run", *files], capture_output=True, text=True).stderr
    unformatted = sorted({line.split(":")[0] for line in told.splitlines() if "clang-format-violations" in line})
    faults += [f"{file}: clang-format" for file in unformatted]
else:
    print("clang-format 14 is not here: formatting not checked")

print("\n".join(faults) if faults else f"{len(sources)} sources, {len(used)} problem codes: in order")
sys.exit(1 if faults else 0)
