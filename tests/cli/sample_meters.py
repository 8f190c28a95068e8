"""Volumes of the sample's meters by year, from the raw files: what was measured, what was estimated, for how many days."""
import calendar
import datetime
from collections import defaultdict
from fractions import Fraction

from raw_files import day, month, number, numbered_records, records, rows_of, wan, column

BILLS = ("21 抄表明细 2023.csv", "21 抄表明细 2024.csv", "21 抄表明细 2025.csv",
         "22 居民抄表册 2023.csv", "22 居民抄表册 2024.csv", "22 居民抄表册 2025.csv", "22 居民抄表册 2026年1月.csv")
HOURS_A_GAP_IS_FILLED = 24


def days_in(year):
    return 366 if calendar.isleap(year) else 365


def field(record, *names):
    return next((record[name] for name in names if name in record), "")


class Meters:
    def __init__(self):
        self.users = {r["户号"]: r for r in records("01 用水户.csv")}
        self.meters = {r["水表编号"]: r for r in records("02 水表.csv")}
        self.main_meters = defaultdict(list)
        for code, meter in self.meters.items():
            if meter["计量级别"] == "1":
                self.main_meters[meter["户号"]].append(code)
        self.measured = defaultdict(Fraction)  # (meter, year) -> m³
        self.estimated = defaultdict(Fraction)
        self.hours = defaultdict(int)  # covered, measured or estimated
        self.read_months()
        self.read_bills()
        self.read_enterprises()
        self.read_platform()
        self.read_works()

    def add(self, code, start, end, volume, estimated=False):
        """A period of whole days, shared among the years by days."""
        for year in range(start.year, end.year + 1):
            first, last = max(start, datetime.date(year, 1, 1)), min(end, datetime.date(year + 1, 1, 1))
            if first < last:
                part = (last - first).days
                (self.estimated if estimated else self.measured)[code, year] += volume * part / (end - start).days
                self.hours[code, year] += 24 * part

    def add_month(self, code, year, number_of_month, volume):
        start = datetime.date(year, number_of_month, 1)
        self.add(code, start, datetime.date(year + number_of_month // 12, number_of_month % 12 + 1, 1), volume)

    def read_months(self):
        for record in records("20 用水量 2022.csv"):
            for m in range(1, 13):
                self.add_month(record["水表编号"], 2022, m, number(record[f"{m}月"]))

    def read_bills(self):
        """Registers from visit to visit. Rows that cannot be (a day that does not exist, letters for digits, a destroyed code) are no visits."""
        visits = {}
        for name in BILLS:
            for _, record in numbered_records(name):
                code = field(record, "水表编号", "表号").strip("'\t ")
                try:
                    start, end = day(record["上次抄表日期"]), day(record["本次抄表日期"])
                    before, now = number(field(record, "上期读数", "上次读数")), number(field(record, "本期读数", "本次读数"))
                    change = number(field(record, "换表旧表止数", "旧表止数")), number(field(record, "换表新表起数", "新表起数"))
                except ValueError:
                    continue
                if code in self.meters and (code, end) not in visits:  # exported twice: once is enough
                    guessed = field(record, "抄表方式", "抄表状态") == "估抄"
                    visits[code, end] = (start, before, now, change, guessed)
        last = {}
        for code, end in sorted(visits):
            start, before, now, change, guessed = visits[code, end]
            start, before = last.get(code, (start, before))
            last[code] = (end, now)
            span = 10 ** int(self.meters[code]["字轮位数"])
            if change[0]:
                used = change[0] - before + now - change[1]
            elif now >= before:
                used = now - before
            elif before > span * Fraction(9, 10) and now < span / 10:
                used = span - before + now
            else:
                continue  # an unexplained backward register has no volume
            self.add(code, start, end, used * int(self.meters[code]["倍率"]), guessed)

    def read_enterprises(self):
        for record in records("23 企业分表 2023-2025.csv"):
            for m in range(1, 13):
                self.add_month(record["水表编号"], int(record["年份"]), m, number(record[f"{m}月"]))
        for record in records("24 自备水源取水量.csv"):
            self.add_month(record["取水口编号"], *month(record["用水月份"]), wan(column(record, "取水量")))

    def read_platform(self):
        """Hours that came count; a hole of up to a day is filled with the mean of the hours beside it."""
        series = defaultdict(list)
        for quarter in range(1, 5):
            header, *rows = rows_of(f"26 远传小时水量 2025年{quarter}季度.csv")
            for position, title in enumerate(header[1:], 1):
                series[title.split("(")[0]] += [row[position] for row in rows]
        for code, cells in series.items():
            # Thousandths as whole numbers: 1.7 million fractions would take minutes.
            values = [int(round(float(cell) * 1000)) if cell else None for cell in cells]
            self.measured[code, 2025] += Fraction(sum(value for value in values if value is not None), 1000)
            self.hours[code, 2025] += sum(value is not None for value in values)
            at = 0
            while at < len(values):
                if values[at] is None:
                    end = next(i for i in range(at, len(values)) if values[i] is not None)
                    if end - at <= HOURS_A_GAP_IS_FILLED:
                        self.estimated[code, 2025] += Fraction((values[at - 1] + values[end]) * (end - at), 2000)
                        self.hours[code, 2025] += end - at
                    at = end
                at += 1

    def read_works(self):
        """Register on 1 January of the next year less that of this year."""
        index = {}
        for record in records("24 出厂总表 2022-2024.csv"):
            index[record["测点编号"], record["抄表日期"][:10]] = number(column(record, "累计流量"))
        for name in ("25 出厂在线 CC000001 2025.csv", "25 出厂在线 CC000002 2025.csv"):
            last = records(name)[-1]
            index[last["测点编号"], last["时间"][:10]] = number(column(last, "累计流量"))
        for code in ("CC000001", "CC000002"):
            for year in range(2022, 2026):
                self.measured[code, year] = index[code, f"{year + 1}-01-01"] - index[code, f"{year}-01-01"]
                self.hours[code, year] = 24 * days_in(year)

    def known(self, code, year):
        return self.hours[code, year] > 0

    def best(self, code, year):
        return self.measured[code, year] + self.estimated[code, year]

    def low(self, code, year):
        return self.measured[code, year]

    def high(self, code, year):
        """What was measured, stretched over the days without data, where that is more."""
        covered = int(self.hours[code, year] / 24 + 0.5)
        if covered >= days_in(year):
            return self.best(code, year)
        return max(self.best(code, year), self.measured[code, year] * days_in(year) / covered)

    def main_meters_of(self, user):
        """A user's meters of the first level: what stands behind them is not counted again."""
        return self.main_meters[user]

    def customers(self, residents_only):
        for code, meter in self.meters.items():
            user = self.users.get(meter["户号"])
            if meter["计量点类型"] == "用户" and meter["计量级别"] == "1" and user and user["供水方式"] == "公共供水":
                if not residents_only or user["非居民"] == "否":
                    yield code
