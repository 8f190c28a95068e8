"""The sample's raw files read with Python's csv module: what a person sees who opens them in a spreadsheet."""
import csv
import datetime
import functools
import io
import re
from fractions import Fraction

from shuiheng_runner import Sample

WIDE = str.maketrans("０１２３４５６７８９．", "0123456789.")


def rows_of(name):
    """Cells of a file, whatever its encoding and separator; the row at position i stands in line i + 1."""
    data = Sample.raw(name).read_bytes()
    if data[:2] == b"\xff\xfe":
        text = data.decode("utf-16")
    elif data[:3] == b"\xef\xbb\xbf":
        text = data.decode("utf-8-sig")
    else:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = data.decode("gb18030")
    separator = max(",;\t", key=text.splitlines()[-1].count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def numbered_records(name):
    """(line, record) under the header, which is the first row with two cells or more; headers again and totals left out."""
    rows = rows_of(name)
    at = next(i for i, row in enumerate(rows) if sum(cell != "" for cell in row) > 1)
    header = rows[at]
    for i, row in enumerate(rows[at + 1:], at + 2):
        filled = [cell for cell in row if cell]
        if filled and row != header and not filled[0].endswith(("合计", "小计")):
            yield i, dict(zip(header, row))


@functools.cache
def records(name):
    return [record for _, record in numbered_records(name)]


def column(record, start):
    """The cell whose header begins so (headers carry units)."""
    return next(value for key, value in record.items() if key.startswith(start))


def number(text):
    """None for a blank, ValueError for what is no number."""
    digits = text.translate(WIDE).replace(",", "").strip(" \u3000\t'")
    return Fraction(digits) if digits else None


def wan(text):
    value = number(text)
    return None if value is None else value * 10000


def day(text):
    """A date in any of the senders' forms; None for a blank, ValueError for a day that does not exist."""
    text = text.strip()
    if not text:
        return None
    found = re.fullmatch(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})日?", text)
    if not found:
        raise ValueError(text)
    return datetime.date(int(found[1]), int(found[2]), int(found[3]))


def month(text):
    found = re.match(r"(\d{4})\D(\d{1,2})", text)
    return int(found[1]), int(found[2])


def yes(text):
    return text == "是"
