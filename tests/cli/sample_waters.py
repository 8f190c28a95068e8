"""Leakage, reclaimed water, intensity, irrigation and control from the raw files, by the formulas of CJJ 92 and methods.md."""
import datetime
import math
from fractions import Fraction

from plan_rules import figure, parameter
from raw_files import column, day, month, number, records, wan, yes
from sample_meters import days_in


class WaterFigures:
    # --- leakage ---------------------------------------------------------------------------------------------

    def sum_of(self, codes, year):
        codes = list(codes)
        return figure(sum(self.meters.best(c, year) for c in codes), sum(self.meters.low(c, year) for c in codes),
                      sum(self.meters.high(c, year) for c in codes))

    def stated(self, year):
        return next(r for r in records("10 水量平衡.csv") if r["年份"] == str(year))

    def volumes(self, year):
        stated = self.stated(year)
        parts = {name: number(column(stated, zh)) for name, zh in (("exported_m3", "转供水量"), ("billed_unmetered_m3", "计费未计量"),
                                                                   ("free_metered_m3", "免费计量"), ("free_unmetered_m3", "免费未计量"))}
        works = self.meters.best("CC000001", year) + self.meters.best("CC000002", year)
        billed = self.sum_of(self.meters.customers(False), year)
        other = parts["billed_unmetered_m3"] + parts["free_metered_m3"] + parts["free_unmetered_m3"]
        used = tuple(None if value is None else value + other for value in billed)
        return {"stated": stated, "parts": parts, "works": works, "supply": works - parts["exported_m3"], "billed": billed, "used": used,
                "resident": self.sum_of(self.meters.customers(True), year)}

    def corrections(self, year, supply, resident):
        stated = self.stated(year)
        r1 = parameter("cjj92.r1.factor") * resident / supply
        spread = number(stated["DN75及以上管长(km)"]) / (supply / 10000)
        raw = parameter("cjj92.r2.factor") * (spread - parameter("cjj92.r2.offset"))
        cap = parameter("cjj92.r2.cap")
        pressure = number(stated["年平均出厂压力(MPa)"])
        r3 = next(Fraction(str(value)) for top, value in parameter("cjj92.r3.bands") if top is None or pressure <= Fraction(str(top)))
        deep = number(stated["最大冻土深度(m)"]) > parameter("cjj92.r4.frost_depth_m")
        return r1, max(-cap, min(cap, raw)), r3, parameter("cjj92.r4.correction") if deep else Fraction(0)

    def rates(self, year, supply, used, resident):
        whole = (supply - used) / supply
        return whole * 100, (whole - sum(self.corrections(year, supply, resident))) * 100

    def leakage_rate(self, milestone, when):
        year = when.year
        v = self.volumes(year)
        ends = lambda f: (f[0], f[0]) if f[1] is None else f[1:]
        corners = [self.rates(year, v["supply"], used, resident) for used in ends(v["used"]) for resident in ends(v["resident"])]
        both = self.rates(year, v["supply"], v["used"][0], v["resident"][0])
        whole, graded = (figure(both[i], min(c[i] for c in corners), max(c[i] for c in corners)) for i in (0, 1))
        parts = self.corrections(year, v["supply"], v["resident"][0])
        return {"leakage_rate": whole, "leakage_rate.comprehensive": whole, "leakage_rate.cjj92": graded, "supply_volume": figure(v["supply"]),
                "system_input_metered": figure(v["works"]), "consumption_volume": v["used"], "billed_metered": v["billed"],
                "resident_metered": v["resident"], **{f"leakage_rate.cjj92.r{i}": figure(part * 100) for i, part in enumerate(parts, 1)},
                **{f"supply_balance.{name}": figure(value) for name, value in v["parts"].items()}}

    def balance(self, year):
        """CJJ 92 table 4.2.1: a parent is the sum of its children, the losses are what is left, the difference is unallocated."""
        v = self.volumes(year)
        leaf = {name: number(column(v["stated"], zh)) for name, zh in
                (("visible_leak", "明漏"), ("hidden_leak", "暗漏"), ("background_leak", "背景漏失"), ("tank_leak", "水箱"),
                 ("resident_meter_loss", "居民总分表差"), ("other_meter_loss", "非居民表具"), ("other_loss", "其他损失"))}
        total = lambda *names: None if any(leaf[n] is None for n in names) else sum(leaf[n] for n in names)
        real = total("visible_leak", "hidden_leak", "background_leak", "tank_leak")
        supply, used = v["supply"], v["used"][0]
        billed = v["billed"][0] + v["parts"]["billed_unmetered_m3"]
        free = v["parts"]["free_metered_m3"] + v["parts"]["free_unmetered_m3"]
        table = {"supply": supply, "consumption": used, "billed": billed, "billed_metered": v["billed"][0], "free": free,
                 "billed_unmetered": v["parts"]["billed_unmetered_m3"], "free_metered": v["parts"]["free_metered_m3"],
                 "free_unmetered": v["parts"]["free_unmetered_m3"], "losses": supply - used, "real_losses": real,
                 "metering_losses": total("resident_meter_loss", "other_meter_loss"), **leaf,
                 "unallocated": supply - used - sum(value or 0 for value in leaf.values())}
        length, connections = number(v["stated"]["DN75及以上管长(km)"]), number(v["stated"]["接户数"])
        private, pressure = number(v["stated"]["户内管长(km)"]), number(v["stated"]["管网平均压力(m)"])
        litres = (parameter("iwa.uarl.mains") * length + parameter("iwa.uarl.connections") * connections + parameter("iwa.uarl.private") * private) * pressure
        unavoidable = litres / 1000 * days_in(year)
        figures = {"water_balance" + ("" if name == "supply" else "." + name): value for name, value in table.items()}
        figures.update({"real_loss_rate": real and real / supply * 100, "non_revenue_rate": (supply - billed) / supply * 100,
                        "real_loss_per_km_hour": real and real / (length * days_in(year) * 24), "unavoidable_real_losses": unavoidable,
                        "infrastructure_leakage_index": real and real / unavoidable})
        return {name: figure(value) for name, value in figures.items()}

    # --- reclaimed water -------------------------------------------------------------------------------------

    def reclaimed_new_capacity(self, milestone, when):
        """Belongs to its year: before it there is no value."""
        added = [number(column(r, "年配置利用能力")) for r in records("15 再生水能力.csv") if r["投产年份"] == str(when.year) and r["类别"] == "新增"]
        return {"reclaimed_new_capacity": figure(sum(added) if milestone["arguments"]["year"] == when.year else None)}

    def reclaimed_allocation(self, milestone, when):
        assert not any(r["类别"] != "新增" for r in records("15 再生水能力.csv"))
        return {"reclaimed_allocation": figure(None)}

    def reuse(self, year):
        used = sum(wan(column(r, "利用量")) for r in records("16 再生水利用.csv") if r["年份"] == str(year) and yes(r["计入利用量"]))
        treated = [wan(column(r, "处理量")) for r in records("17 污水处理量.csv") if r["年份"] == str(year)]
        whole = None if None in treated else sum(treated)
        ready = sum(wan(column(r, "年配置利用能力")) for r in records("15 再生水能力.csv") if int(r["投产年份"]) <= year)
        return {"reclaimed_use": figure(used), "sewage_treated": figure(whole), "reclaimed_utilisation": figure(whole and used / whole * 100),
                "reclaimed_capacity": figure(ready)}

    # --- intensity -------------------------------------------------------------------------------------------

    def gross(self, indicator, years):
        """Constant 2020 prices of the years, all from one vintage, the most final that reaches: base value times the chain of indices."""
        series = [r for r in records("11 经济指标.csv") if r["指标"] == indicator and r["价格口径"] == "2020年不变价"]
        for vintage in ("普查修订", "最终核实", "初步核算"):
            of = {int(r["年份"]): r for r in series if r["数据版本"] == vintage}
            if all(step in of for step in range(2020, max(years) + 1)):
                break
        values = {2020: number(column(of[2020], "数值"))}
        for step in range(2021, max(years) + 1):
            values[step] = values[step - 1] * number(column(of[step], "可比价指数"))
        return [values[year] for year in years]

    def water(self, year, industry_only):
        return sum(wan(column(r, "用水量")) for r in records("12 用水总量.csv")
                   if r["年份"] == str(year) and r["水源"] not in ("再生水", "其他", "其他水源") and (not industry_only or r["行业"] == "工业"))

    def decrease(self, name, indicator, industry_only, year):
        base, now = self.gross(indicator, (2020, year))
        use = {2020: self.water(2020, industry_only), year: self.water(year, industry_only)}
        figures = {f"{name}.value_added_2020": base, f"{name}.value_added_{year}": now,
                   f"{name}_decrease": (1 - use[year] / now / (use[2020] / base)) * 100}
        for each, value in ((2020, base), (year, now)):
            figures[f"{name}.water_use_{each}"] = use[each]
            figures[f"{name}.w_{each}"] = use[each] / value
        return {key: figure(value) for key, value in figures.items()}

    def gdp_water_intensity_decrease(self, milestone, when):
        return self.decrease("gdp_water_intensity", "GDP", False, when.year)

    def industrial_water_intensity_decrease(self, milestone, when):
        return self.decrease("industrial_water_intensity", "工业增加值", True, when.year)

    # --- irrigation ------------------------------------------------------------------------------------------

    def irrigation_coefficient(self, milestone, when):
        """Small: mean of the samples. Wells: mean inside a type, types weighted by their gross water. Region: weighted by gross water."""
        weights = {(r["灌区类型"], r["细分类型"]): wan(column(r, "毛灌溉水量")) for r in records("14 灌区毛用水量.csv") if r["年份"] == str(when.year)}
        samples, incomplete = [], False
        for r in records("13 样点灌区.csv"):
            if r["年份"] == str(when.year):
                net, gross = number(column(r, "净灌溉水量")), number(column(r, "毛灌溉水量"))
                incomplete = incomplete or net is None
                if net is not None:
                    samples.append((r["灌区类型"], r["细分类型"], net / gross))
        mean = lambda values: sum(values) / len(values)

        def region(some):
            small = mean([eta for kind, _, eta in some if kind == "小型灌区"])
            types = {t: mean([eta for kind, t2, eta in some if kind == "纯井灌区" and t2 == t]) for kind, t, _ in some if kind == "纯井灌区"}
            w_wells = sum(weights["纯井灌区", t] for t in types)
            wells = sum(eta * weights["纯井灌区", t] for t, eta in types.items()) / w_wells
            w_small, all_wells = weights["小型灌区", ""], sum(w for (kind, _), w in weights.items() if kind == "纯井灌区")
            return (small * w_small + wells * all_wells) / (w_small + all_wells), small, wells

        self.gross_water = sum(weights.values())
        eta, small, wells = region(samples)
        without = [region(samples[:i] + samples[i + 1:])[0] for i in range(len(samples))]
        return {"irrigation_coefficient": figure(None if incomplete else eta), "irrigation_coefficient.small": figure(small),
                "irrigation_coefficient.well": figure(wells), "irrigation_coefficient.plain_mean": figure(mean([s[2] for s in samples])),
                "irrigation_coefficient.leave_one_out": figure(eta, min(without), max(without))}

    def wells(self, year):
        """以电折水: a well's own valid coefficient, else its group's, else its town's, else its own expired one. u² = Σ over coefficients (u·E)²."""
        tests = records("07 以电折水系数.csv")

        def coefficient(well, last_day):
            own = lambda t: t["机井编号"] == well["机井编号"]
            group = lambda t: not t["机井编号"] and well["同类组"] and t["同类组"] == well["同类组"]
            town = lambda t: not t["机井编号"] and not t["同类组"] and t["镇代码"] == well["镇代码"]
            for whose, fits in (("own", own), ("group", group), ("town", town)):
                found = [t for t in tests if fits(t) and day(t["有效期起"]) <= last_day <= (day(t["有效期止"]) or last_day)]
                if found:
                    assert len(found) == 1
                    return whose, found[0]
            return "expired", max((t for t in tests if own(t)), key=lambda t: t["有效期起"])

        metered = own = inferred = Fraction(0)
        deviation, missing = {}, False
        power = [r for r in records("06 机井用电.csv") if r["月份"].startswith(str(year))]
        for well in records("05 机井.csv"):
            if well["用途"] != "灌溉":
                continue
            if well["水表编号"]:
                metered += self.meters.best(well["水表编号"], year)
                continue
            for r in (r for r in power if r["机井编号"] == well["机井编号"]):
                energy = number(column(r, "用电量"))
                if energy is None:
                    missing = True
                    continue
                energy -= number(column(r, "非灌溉用电量")) or 0
                y, m = month(r["月份"])
                whose, test = coefficient(well, datetime.date(y, m + 1, 1) - datetime.timedelta(days=1))
                water = number(column(test, "测试水量")) / number(column(test, "测试电量")) * energy
                own, inferred = (own + water, inferred) if whose == "own" else (own, inferred + water)
                key = test["机井编号"] or test["同类组"] or test["镇代码"]
                deviation[key] = deviation.get(key, 0) + number(test["不确定度"]) * energy
        total, spread = metered + own + inferred, math.sqrt(sum(part ** 2 for part in deviation.values()))
        whole = figure(None) if missing else figure(total, float(total) - spread, float(total) + spread)
        self.shares = [part / total * 100 for part in (metered, own, inferred)]
        return {"well_irrigation_water": whole, "well_irrigation_water.metered": figure(metered), "well_irrigation_water.by_energy": figure(own),
                "well_irrigation_water.inferred": figure(inferred)}

    # --- control, plans, drills --------------------------------------------------------------------------------

    def control(self, year):
        """Control less use, cell by cell; 生活 includes public services, which have no control of their own."""
        sectors = {"合计": "all", "生活": "domestic", "工业": "industry", "农业": "agriculture", "生态": "ecology"}
        sources = {"合计": "all", "地下水": "ground", "黄河水": "yellow_river", "地表水": "surface", "再生水": "reclaimed"}
        uses = [r for r in records("12 用水总量.csv") if r["年份"] == str(year)]
        rooms = {}
        for r in records("18 用水总量控制指标.csv"):
            if r["年份"] == str(year):
                use = sum(wan(column(u, "用水量")) for u in uses if r["水源"] in ("合计", u["水源"])
                          and r["行业"] in ("合计", "生活" if u["行业"] == "公共服务" else u["行业"]))
                rooms[f"total_use_control.{sectors[r['行业']]}/{sources[r['水源']]}"] = wan(column(r, "控制指标")) - use
        return {"total_use_control": figure(sum(room < 0 for room in rooms.values())), **{name: figure(room) for name, room in rooms.items()}}

    def above_plan(self, year):
        """Users with a plan whose year's use is above it; in doubt where the use is."""
        counts = [0, 0, 0]
        for r in records("04 计划用水.csv"):
            if r["年度"] == str(year):
                meters = self.meters.main_meters_of(r["户号"])
                assert all(self.meters.known(m, year) for m in meters)
                for i, volume in enumerate((self.meters.best, self.meters.low, self.meters.high)):
                    counts[i] += sum(volume(m, year) for m in meters) > number(column(r, "年计划水量"))
        return {"users_above_plan": figure(*counts)}

    def drills(self, year):
        return {"drills_held": figure(sum(day(r["演练日期"]).year == year for r in records("45 应急演练.csv")))}
