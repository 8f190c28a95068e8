"""Every figure of the sample's reports, computed a second way from its raw files, sharing no code with the program."""
import math
from fractions import Fraction

from plan_rules import MILESTONES, day_of, verdict
from sample_lists import ListFigures
from sample_waters import WaterFigures

MAIN = {"gdp_water_intensity_decrease": "gdp_water_intensity", "industrial_water_intensity_decrease": "industrial_water_intensity"}


class Figures(WaterFigures, ListFigures):
    """all(year): figures[milestone or "supporting"][figure id]; then targets, verdicts and what it would take."""

    def __init__(self, meters):
        self.meters = meters
        self.targets = {}  # those that follow from data
        self.lacking = {}  # members without proof
        self.unfitted = {}  # m³ of users due and not online

    def all(self, year):
        result = {}
        for name, milestone in MILESTONES.items():
            result[name] = getattr(self, milestone["indicator"])(milestone, day_of(milestone, year))
        result["supporting"] = {**self.balance(year), **self.reuse(year), **self.wells(year), **self.control(year), **self.above_plan(year), **self.drills(year)}
        return result

    def judged(self, name, year, figures):
        """(target, verdict, margin)"""
        target = self.targets.get(name, MILESTONES[name]["value"])
        return (target, *verdict(MILESTONES[name], year, *figures[MILESTONES[name]["indicator"]], target))

    def needed(self, name, year, figures):
        """Amounts that an unmet target lacks, in the order and units of the program's list."""
        indicator = MILESTONES[name]["indicator"]
        value = figures[indicator][0]
        target, told, _ = self.judged(name, year, figures)
        if told == "met" or value is None:
            return []
        if indicator == "leakage_rate":
            excess = (value - target) / 100 * figures["supply_volume"][0]
            return [excess, excess / (1 - Fraction(target) / 100)] if value > target else []
        if indicator in MAIN:
            above = figures[f"{MAIN[indicator]}.water_use_{year}"][0] - self.allowed(name, year, figures)
            return [above / 10000] if above > 0 else []
        if indicator == "irrigation_coefficient":
            share = 1 - value / Fraction(str(target))
            return [share * 100, share * self.gross_water] if share > 0 else []
        if value >= target:
            return []
        if indicator == "online_coverage":
            return [figures["online_coverage.due"][0] - figures["online_coverage.online"][0], self.unfitted[name]]
        if MILESTONES[name]["unit"] == "%":
            return [math.ceil(Fraction(target) / 100 * figures[indicator + ".due"][0]) - figures[indicator + ".shown"][0]]
        return [target - value]

    def allowed(self, name, year, figures):
        """Use that would just meet the target: w₀·(1 − t)·G_t."""
        key = MAIN[MILESTONES[name]["indicator"]]
        return figures[f"{key}.w_2020"][0] * (100 - MILESTONES[name]["value"]) / 100 * figures[f"{key}.value_added_{year}"][0]
