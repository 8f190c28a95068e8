"""Online metering, lists, certificates, inspections, works, documents and counts from the raw files."""
import datetime
import math
import statistics
from fractions import Fraction

from plan_rules import PLAN, figure, names_of, parameter, ratio
from raw_files import column, day, month, number, records, wan, yes


class ListFigures:
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
        self.lacking[milestone["id"]], self.unfitted[milestone["id"]] = lacking, volume - volume_there
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
        due = {r["企业名称"] for r in self.listed("典型用水户", when.year)}
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

    def sellers(self, when):
        return {r["统一社会信用代码"] for r in records("36 用水器具经营者.csv") if day(r["开业日期"]) <= when <= (day(r["停业日期"]) or when)}

    def inspected(self, year):
        return {r["统一社会信用代码"]: r for r in sorted(records("37 用水器具市场抽检.csv"), key=lambda r: day(r["抽检日期"])) if day(r["抽检日期"]).year == year}

    def inspection_coverage(self, milestone, when):
        return self.share(milestone, "inspection_coverage", self.sellers(when), self.inspected(when.year))

    def counted(self, name, pairs):
        whole, good = sum(a for a, _ in pairs), sum(b for _, b in pairs)
        return {name: figure(ratio(good, whole)), name + ".due": figure(whole), name + ".shown": figure(good)}

    def compliant_model_share(self, milestone, when):
        """With Wilson's interval of the sample, n stretched for the finite market: n·(N − 1)/(N − n), N = n·sellers/inspected."""
        sellers = self.sellers(when)
        seen = [r for code, r in self.inspected(when.year).items() if code in sellers]
        result = self.counted("compliant_model_share", [(int(r["在售型号数"]), int(r["节水型型号数"])) for r in seen])
        models, good = float(result["compliant_model_share.due"][0]), float(result["compliant_model_share.shown"][0])
        market, share = models * len(sellers) / len(seen), good / models
        n = models * (market - 1) / (market - models)
        z = statistics.NormalDist().inv_cdf((1 + float(parameter("saving.confidence"))) / 2)
        middle, spread = share + z * z / (2 * n), z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
        ends = [(middle + sign * spread) / (1 + z * z / n) * 100 for sign in (-1, 1)]
        return {**result, "compliant_model_share.sampling": figure(share * 100, max(0, ends[0]), min(100, ends[1]))}

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
        return self.works("project_done", milestone, when, ("完工", "完成", "验收"))

    def project_started(self, milestone, when):
        return self.works("project_started", milestone, when, ("开工", "完工", "完成", "验收"))

    def works_built_count(self, milestone, when):
        names = names_of(milestone["arguments"]["project"])
        built = [int(r["座数"]) for r in records("42 工程进展.csv") if r["项目名称"] in names and r["阶段"] == "完工" and day(r["日期"]) <= when]
        return {"works_built_count": figure(sum(built))}

    def document_issued(self, milestone, when):
        reviewer, issuer = milestone["arguments"].get("review_by"), milestone["arguments"].get("issued_by")
        whose = [reviewer] if reviewer else [name for b in PLAN["bodies"] if b["id"] == issuer for name in (b["name"], *b["aliases"])]
        return self.reached("document_issued", "44 文件进展.csv", "43 制度文件.csv", "文件名称", milestone["arguments"]["documents"],
                            ("审查",) if reviewer else ("印发",), when, lambda r: not whose or any(name in r["印发或审查单位"] for name in whose))

    def retrofit_count(self, milestone, when):
        done = {r["企业名称"] for r in records("32 节水改造.csv") if r["类型"] == "生产系统" and day(r["完成日期"]) and day(r["完成日期"]) <= when}
        absent = sum(not any(named in name for name in done) for named in milestone["arguments"]["named_enterprises"])
        return {"retrofit_count": figure(min(len(done), milestone["value"] - absent))}  # nobody stands in for one the plan names

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
