"""Every figure of the sample's reports, computed a second way: from the raw files, by the formulas of CJJ 92 and methods.md, sharing no code
with the program. A figure is (value, low, high); None = unknown, low and high None = no range."""
import datetime
import json
import math
from fractions import Fraction

from raw_files import column, day, month, number, records, wan, yes
from sample_meters import days_in
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


def due_of(milestone):
    if milestone["due"]:
        return datetime.date.fromisoformat(milestone["due"])
    return PLAN_END if milestone["unit"] == "%" else None  # ratios without a year wait for the end of the plan


def is_due(milestone, year):
    due = due_of(milestone)
    return due is None or due <= datetime.date(year, 12, 31)


def day_of(milestone, year):
    """The day the figure looks at: its own when it is due or belongs to its year alone, else the end of the year reported."""
    own = milestone["indicator"] in ("reclaimed_new_capacity", "certified_ratio")
    if milestone["due"] and (own or is_due(milestone, year)):
        return datetime.date.fromisoformat(milestone["due"])
    return datetime.date(year, 12, 31)


def names_of(thing):
    names = {thing}
    for alias in PLAN["aliases"]:
        if thing in (alias["name"], *alias["aliases"]):
            names |= {alias["name"], *alias["aliases"]}
    return names


class Figures:
    """figures(year)[milestone or "supporting"][figure id], and the members a ratio lacks."""

    def __init__(self, meters):
        self.meters = meters
        self.targets = {}  # those that follow from data
        self.lacking = {}

    def all(self, year):
        self.targets, self.lacking = {}, {}
        result = {}
        for name, milestone in MILESTONES.items():
            derive = getattr(self, milestone["indicator"])
            result[name] = derive(milestone, day_of(milestone, year))
        result["supporting"] = {**self.balance(year), **self.reuse(year), **self.wells(year)}
        return result

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
        added = [number(column(r, "年配置利用能力")) for r in records("15 再生水能力.csv") if r["投产年份"] == str(when.year) and r["类别"] == "新增"]
        return {"reclaimed_new_capacity": figure(sum(added))}

    def reclaimed_allocation(self, milestone, when):
        assert not any(r["类别"] != "新增" for r in records("15 再生水能力.csv"))
        return {"reclaimed_allocation": figure(None)}

    def reuse(self, year):
        used = sum(wan(column(r, "利用量")) for r in records("16 再生水利用.csv") if r["年份"] == str(year) and yes(r["计入利用量"]))
        treated = [wan(column(r, "处理量")) for r in records("17 污水处理量.csv") if r["年份"] == str(year)]
        whole = None if None in treated else sum(treated)
        return {"reclaimed_use": figure(used), "sewage_treated": figure(whole), "reclaimed_utilisation": figure(whole and used / whole * 100)}

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

    # --- online metering -------------------------------------------------------------------------------------

    def online_coverage(self, milestone, when):
        """Users whose volume (the most of last year's, plan and permit) reaches the threshold; online = any meter in service is."""
        threshold = milestone["arguments"]["threshold_m3"]
        plans = {r["户号"]: number(column(r, "年计划水量")) for r in records("04 计划用水.csv") if r["年度"] == str(when.year)}
        permits = {}
        for r in records("03 取水许可.csv"):
            if r["状态"] == "有效" and day(r["有效期起"]) <= when <= day(r["有效期止"]):
                permits[r["户号"]] = permits.get(r["户号"], 0) + wan(column(r, "年许可水量"))
        online = {m["户号"] for m in self.meters.meters.values()
                  if m["计量点类型"] in ("用户", "取水口") and yes(m["在线"]) and day(m["在线起始日期"]) <= when}
        due, there, volume, volume_there, lacking = 0, 0, Fraction(0), Fraction(0), set()
        for code, user in self.meters.users.items():
            park = milestone["arguments"]["population"] == "park_industry"
            if not (user["用水性质"] == "工业" and user["所属园区"] if park else user["非居民"] == "是" and user["用水性质"] != "农业"):
                continue
            meters = self.meters.main_meters_of(code)
            known = [m for m in meters if self.meters.known(m, when.year - 1)]
            stated = [volumes[code] for volumes in (plans, permits) if code in volumes]
            best = max([sum(self.meters.best(m, when.year - 1) for m in known)] + stated)
            low = max([sum(self.meters.low(m, when.year - 1) for m in known)] + stated)
            high = max([sum(self.meters.high(m, when.year - 1) for m in known)] + stated)
            assert known == meters and (low >= threshold) == (high >= threshold), code  # nobody in doubt: so there is no range
            if best >= threshold:
                due, volume = due + 1, volume + best
                if code in online:
                    there, volume_there = there + 1, volume_there + best
                else:
                    lacking.add(code)
        self.lacking[milestone["id"]] = lacking
        return {"online_coverage": figure(ratio(there, due)), "online_coverage.due": figure(due), "online_coverage.online": figure(there),
                "online_coverage.by_volume": figure(volume_there / volume * 100)}

    # --- lists, certificates, inspections --------------------------------------------------------------------

    def share(self, milestone, name, due, shown, value=True):
        self.lacking[milestone["id"]] = set(due) - set(shown)
        shown = set(due) & set(shown)
        return {name: figure(ratio(len(shown), len(due)) if value else None), name + ".due": figure(len(due)), name + ".shown": figure(len(shown))}

    def listed(self, name, year):
        return [r for r in records("30 企业名录.csv") if r["名录"] == name and r["年份"] == str(year)]

    def certified_ratio(self, milestone, when):
        kind, population = milestone["arguments"]["kind"], milestone["arguments"]["population"]
        zh = {"water_saving_enterprise": "节水型企业", "water_saving_school": "节水型学校", "water_saving_unit": "节水型单位"}[kind]
        if population == "high_consumption_enterprises":
            due = [r["企业名称"] for r in self.listed("高耗水企业", when.year)]
        else:
            due = [r["名称"] for r in records("33 学校和机关事业单位.csv") if (r["类型"] == "学校") == (population == "schools")
                   and day(r["设立日期"]) <= when <= (day(r["撤销日期"]) or when)]
        valid = [r["持有单位"] for r in records("34 节水载体证书.csv")
                 if r["证书类型"] == zh and day(r["发证日期"]) <= when <= (day(r["有效期止"]) or when)]
        result = self.share(milestone, "certified_ratio", due, valid)
        if population != "high_consumption_enterprises":  # the program lists institutions by code
            codes = {r["名称"]: r["编号"] for r in records("33 学校和机关事业单位.csv")}
            self.lacking[milestone["id"]] = {codes[name] for name in self.lacking[milestone["id"]]}
        return result

    def diagnosis_coverage(self, milestone, when):
        threshold = milestone["arguments"]["high_consumption_threshold_m3"]
        intensive = [(r["企业名称"], wan(column(r, "年用水量"))) for r in self.listed("高耗水企业", when.year)]
        due = {r["企业名称"] for r in self.listed("规上工业企业", when.year)} | {n for n, use in intensive if use is not None and use >= threshold}
        done = {r["企业名称"] for r in records("31 用水诊断和审计.csv") if r["类型"] == "用水诊断" and day(r["完成日期"]) <= when}
        return self.share(milestone, "diagnosis_coverage", due, done, value=all(use is not None for _, use in intensive))

    def audit_done(self, milestone, when):
        wanted = milestone["arguments"]["industries"]
        due = {r["企业名称"] for r in self.listed("典型用水户", when.year) if any(industry in r["行业"] for industry in wanted)}
        done = {r["企业名称"] for r in records("31 用水诊断和审计.csv") if r["类型"] == "用水审计" and day(r["完成日期"]) <= when}
        self.targets[milestone["id"]] = len(due)
        return {**self.share(milestone, "audit_done", due, done), "audit_done": figure(len(due & done))}

    def discharge_rectification(self, milestone, when):
        cases = records("39 超标排水企业.csv")
        key = lambda r: r["企业名称"] + "/" + r["超标指标"]
        closed = {key(r) for r in cases if day(r["销号日期"]) and day(r["销号日期"]) <= when and yes(r["复测达标"])}
        return self.share(milestone, "discharge_rectification", {key(r) for r in cases}, closed)

    def monitoring_coverage(self, milestone, when):
        nodes = records("40 排水监控点.csv")
        since = {r["监控点编号"]: day(r["远程监控日期"]) for r in nodes}
        return self.share(milestone, "monitoring_coverage", set(since), {code for code, first in since.items() if first and first <= when})

    def inspected(self, year):
        return {r["统一社会信用代码"]: r for r in sorted(records("37 用水器具市场抽检.csv"), key=lambda r: day(r["抽检日期"])) if day(r["抽检日期"]).year == year}

    def inspection_coverage(self, milestone, when):
        open_ = {r["统一社会信用代码"] for r in records("36 用水器具经营者.csv") if day(r["开业日期"]) <= when <= (day(r["停业日期"]) or when)}
        return self.share(milestone, "inspection_coverage", open_, self.inspected(when.year))

    def counted(self, name, pairs):
        whole, good = sum(a for a, _ in pairs), sum(b for _, b in pairs)
        return {name: figure(ratio(good, whole)), name + ".due": figure(whole), name + ".shown": figure(good)}

    def compliant_model_share(self, milestone, when):
        return self.counted("compliant_model_share", [(int(r["在售型号数"]), int(r["节水型型号数"])) for r in self.inspected(when.year).values()])

    def fixture_ratio(self, milestone, when):
        latest = {}
        for r in sorted(records("35 用水器具普查.csv"), key=lambda r: day(r["普查日期"])):
            if day(r["普查日期"]) <= when:
                latest[r["建筑名称"], r["器具"]] = (int(r["在用数量"]), int(r["节水型数量"]))
        return self.counted("fixture_ratio", list(latest.values()))

    # --- works, documents, counts ----------------------------------------------------------------------------

    def reached(self, name, file, register, key, things, stages, when, fits=lambda r: True):
        """How many of the things reached one of the stages by the day; nothing when one is not even registered and the others are too few."""
        registered = {r[key] for r in records(register)}
        rows = []
        for r in records(file):
            try:
                rows.append((r[key], r["阶段"], day(r["日期"]), r))
            except ValueError:
                continue  # a day that does not exist was refused
        done = sum(any(n in names_of(thing) and stage in stages and date <= when and fits(r) for n, stage, date, r in rows) for thing in things)
        known = all(names_of(thing) & registered for thing in things)
        return {name: figure(done if known else None)}

    def works(self, name, milestone, when, stages):
        return self.reached(name, "42 工程进展.csv", "41 工程项目.csv", "项目名称", milestone["arguments"]["projects"], stages, when)

    def project_done(self, milestone, when):
        return self.works("project_done", milestone, when, ("完工", "验收"))

    def project_started(self, milestone, when):
        return self.works("project_started", milestone, when, ("开工", "完工", "验收"))

    def works_built_count(self, milestone, when):
        names = names_of(milestone["arguments"]["project"])
        built = [int(r["座数"]) for r in records("42 工程进展.csv") if r["项目名称"] in names and r["阶段"] == "完工" and day(r["日期"]) <= when]
        return {"works_built_count": figure(sum(built))}

    def document_issued(self, milestone, when):
        reviewer = milestone["arguments"].get("review_by")
        return self.reached("document_issued", "44 文件进展.csv", "43 制度文件.csv", "文件名称", milestone["arguments"]["documents"],
                            ("审查",) if reviewer else ("印发",), when, lambda r: not reviewer or reviewer in r["印发或审查单位"])

    def retrofit_count(self, milestone, when):
        done = {r["企业名称"] for r in records("32 节水改造.csv") if r["类型"] == "生产系统" and day(r["完成日期"]) and day(r["完成日期"]) <= when}
        return {"retrofit_count": figure(len(done))}

    def contract_count(self, milestone, when):
        which = "完成日期" if milestone["arguments"]["status"] == "completed" else "实施日期"
        return {"contract_count": figure(sum(day(r[which]) is not None and day(r[which]) <= when for r in records("38 合同节水.csv")))}

    def rights_reform_stage(self, milestone, when):
        reached = {r["阶段"]: day(r["日期"]) for r in records("42 工程进展.csv") if r["项目名称"] in names_of(milestone["arguments"]["system"])}
        stages = [(s["value"], datetime.date.fromisoformat(s["due"])) for s in milestone["stages"]]
        self.targets[milestone["id"]] = sum(due <= when for _, due in stages)
        return {"rights_reform_stage": figure(sum(stage in reached and reached[stage] <= min(due, when) for stage, due in stages))}

    def monthly_returns(self, milestone, when):
        """Months until the day in which a meeting was held and every body that leads a task reported."""
        bodies = {name: b["id"] for b in PLAN["bodies"] for name in (b["name"], *b["aliases"])}
        leads = {lead for task in PLAN["tasks"] for lead in task["lead"]}
        returned, held = {}, set()
        for r in records("46 月调度报送.csv"):
            if r["报送单位"] in bodies and day(r["报送日期"]) <= when:
                returned.setdefault(month(r["月份"]), set()).add(bodies[r["报送单位"]])
        for r in records("47 月调度会议.csv"):
            if day(r["会议日期"]) <= when:
                held.add(month(r["月份"]))
        return {"monthly_returns": figure(sum(leads <= returned.get(m, set()) for m in held))}
