"""The plan's words as the tests read them: days, targets, verdicts; sharing no code with the program. A figure is (value, low, high);
None = unknown, low and high None = no range."""
import datetime
import json
from fractions import Fraction

from shuiheng_runner import SOURCE

PLAN = json.loads((SOURCE / "data/plans/guyang-2023-2025.json").read_text(encoding="utf-8"))
MILESTONES = {m["id"]: m for m in PLAN["milestones"]}
PARAMETERS = {p["id"]: p["value"] for p in json.loads((SOURCE / "data/parameters/parameters.json").read_text(encoding="utf-8"))["parameters"]}
PLAN_END = datetime.date(2025, 12, 31)


def parameter(name):
    value = PARAMETERS[name]
    return Fraction(str(value)) if isinstance(value, (int, float)) else value


def figure(value, low=None, high=None):
    return (value, low, high) if low is not None and high is not None and low < high else (value, None, None)


def ratio(part, whole):
    return Fraction(part, whole) * 100 if whole else None


def is_due(milestone, year):
    """Without a day it waits for the end of the plan; with stages it is judged from the first one on."""
    first = min([milestone["due"] or PLAN_END.isoformat()] + [stage["due"] for stage in milestone.get("stages", [])])
    return first <= f"{year}-12-31"


def day_of(milestone, year):
    """The day the figure looks at: its own when it is past, else the end of the year reported."""
    end = datetime.date(year, 12, 31)
    own = datetime.date.fromisoformat(milestone["due"]) if milestone["due"] else end
    return min(own, end) if is_due(milestone, year) else end


def names_of(thing):
    names = {thing}
    for alias in PLAN["aliases"]:
        if thing in (alias["name"], *alias["aliases"]):
            names |= {alias["name"], *alias["aliases"]}
    return names


EXACT = ("=", "closed=", "coverage=")


def verdict(milestone, year, value, low, high, target):
    """(verdict, margin): bounds include the number, a coverage means all of it; 争取, 力争, 计划, 拟 cannot be missed."""
    exact, sign = milestone["operator"] in EXACT, -1 if milestone["operator"] == "<=" else 1
    passes = lambda number: number == target if exact else sign * number >= sign * target
    margin = None if value is None else -abs(value - target) if exact else sign * (value - target)
    if not is_due(milestone, year):
        return "not_due", margin
    if value is None or (low is not None and passes(low) != passes(high)):
        return "insufficient", margin
    return ("met" if passes(value) else "missed" if milestone["binding"] else "effort_missed"), margin
