"""Office documents taken apart with the standard library, and LibreOffice as the judge of what other programs will see."""
import io
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
import zipfile

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_libreoffice = unittest.skipUnless(SOFFICE, "LibreOffice is not installed: what it makes of the file is not looked at")

# Workbooks are recalculated on loading, whoever wrote them.
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
"""

NAMES = {"office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0", "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
         "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0", "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
         "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0", "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
         "xlink": "http://www.w3.org/1999/xlink", "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
         "x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def name(short):
    prefix, local = short.split(":")
    return f"{{{NAMES[prefix]}}}{local}"


def converted(file, kind):
    """The file as LibreOffice turns it into another kind, in a temporary folder that lives as long as the test program."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="shuiheng-office-"))
    unittest.addModuleCleanup(shutil.rmtree, folder, True)
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
    source = folder / ("document" + pathlib.Path(file).suffix)
    shutil.copyfile(file, source)
    done = subprocess.run([SOFFICE, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind, "--outdir", folder / "out", source],
                          capture_output=True, timeout=240)
    out = folder / "out" / f"document.{kind}"
    assert out.exists(), done.stderr.decode()
    return out


def forgetting_results(workbook, out):
    """A copy of the workbook whose formulas have no results: whatever a program shows, it has computed."""
    with zipfile.ZipFile(workbook) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename.startswith("xl/worksheets/"):
                data = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", data)
            target.writestr(entry, data)
    return out


class Sheet:
    """A worksheet's cells by row and column from 0: numbers as float, all else as text."""

    def __init__(self, table):
        self.rows = []
        for row in table.iter(name("table:table-row")):
            cells = []
            for cell in row:
                if cell.tag not in (name("table:table-cell"), name("table:covered-table-cell")):
                    continue
                number = cell.get(name("office:value"))
                value = float(number) if number is not None else "\n".join("".join(p.itertext()) for p in cell.iter(name("text:p")))
                cells += [value] * min(int(cell.get(name("table:number-columns-repeated"), 1)), 50)
            repeats = int(row.get(name("table:number-rows-repeated"), 1))
            self.rows += [cells] * (repeats if any(cell != "" for cell in cells) else min(repeats, 5))

    def find(self, column, text):
        """The first row whose cell in the column is this text."""
        return next(row for row in self.rows if len(row) > column and row[column] == text)


def recalculated(workbook):
    """Worksheet name -> Sheet, as LibreOffice computes it."""
    root = ElementTree.parse(converted(workbook, "fods")).getroot()
    return {table.get(name("table:name")): Sheet(table) for table in root.iter(name("table:table"))}


def formulas(workbook):
    """How many formulas each worksheet has, by its place in the book."""
    with zipfile.ZipFile(workbook) as book:
        parts = sorted(n for n in book.namelist() if n.startswith("xl/worksheets/sheet"))
        return {part: book.read(part).count(b"<f>") for part in parts}


def parsed(archive, part):
    with zipfile.ZipFile(archive) as file:
        return ElementTree.parse(io.BytesIO(file.read(part))).getroot()
