#!/usr/bin/env python3
# fmt: off
"""Check the record of an evalpanel report without evalpanel: python3 check.py record.json (or report.pdf).

Needs Python 3.8 or newer, and for a PDF pdfdetach of poppler-utils. Computes hashes and the ranking of every lot again.
Exit status: 0 all of that is as in the record, 1 something differs, 2 unreadable, 3 not all could be checked.
Not checked here: signatures (of the PDF: pdfsig; of members: ssh-keygen -Y verify), print, log, times, reasons, gates,
copies for variants, acts of two persons. Compare the codes above with what members wrote down when they sealed."""
# ruff: noqa: B023,B905,D101,D102,D103,D107,D209,E401,E501,E701,E704,I001,PLR2004,RUF017,S603,S607,UP035 - it is short
# mypy: disable-error-code=var-annotated
from __future__ import annotations
import collections, decimal, hashlib, hmac, json, pathlib, subprocess, sys, tempfile
from fractions import Fraction
from typing import Any, Callable, Iterable, Iterator
RANKED = {"knocked_out": "below_threshold", **{n: n for n in ("selected", "reserve", "not_selected", "withdrawn")}}
def demand(holds: object, said: str) -> None:
    if not holds: raise ValueError(said)
def parsed(text: str) -> Any:  # JSON without fractions, keys as in RFC 8785
    def in_order(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        demand(len({*dict(pairs)}) == len(pairs), "a key stands twice in the JSON")
        return dict(sorted(pairs, key=lambda pair: pair[0].encode("utf-16-be")))
    return json.loads(text, object_pairs_hook=in_order, parse_float=int, parse_constant=int)
def sha(value: Any, before: bytes = b"") -> str:  # of bytes, or of RFC 8785
    data = value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return hashlib.sha256(before + data).hexdigest()
def code_of(sha256: str) -> str:  # the first 80 bits of a hash as members write them down
    text = "".join("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[int(sha256, 16) >> (251 - 5 * n) & 31] for n in range(16))
    return "-".join(text[place : place + 4] for place in range(0, 16, 4))
def rules_hash(rules: Any) -> str: return sha({key: value for key, value in rules.items() if key != "milestone"})
def where(one: Any) -> str: return f"panel {one['panel']} round {one['round']}"
def cell_of(one: Any) -> tuple[str, ...]: return one["lot"], one["candidate"], one["item"]
def asked(package: Any, part: str = "assignments") -> list[Any]:  # the cells to score, each with a member
    return [((a["lot"], c, a["item"]), a["member"]) for a in package.get(part, ()) for c in a["candidates"]]
def by_id(found: Any, name: str) -> Any: return next(one for one in found if one["id"] == name)
def exact(text: str) -> Fraction:  # the number in a text such as 10, 0.25, 1/3 or 25%
    above, _, below = text.rstrip("%").partition("/")
    return Fraction(above) / Fraction(below or 1) / (100 if text.endswith("%") else 1)
def rounded(value: Fraction, digits: int, mode: str = "half_up") -> Fraction:
    up = round(abs(value) * 10**digits) if mode == "half_even" else int(abs(value) * 10**digits + Fraction(1, 2))
    return Fraction(up, 10**digits) * (-1 if value < 0 else 1)
def printed(v: Fraction) -> str: return f"{(decimal.Decimal(int(rounded(v, 6) * 10**6)) / 10**6).normalize():f}"
def worth(scale: Any, code: str) -> Fraction:  # what a score says in the unit of its scale
    return exact(code if "range" in scale else next(s["value"] for s in scale["steps"] if s["code"] == code))
def is_low(least: Any, points: Fraction) -> bool: return "points" in least and points < exact(least["points"])
def weigh(one: Any, required: set[str], fallback: str, own: Any) -> list[str]:  # the scores that count
    here = {*one["present"]} or required
    agree = {*(one["agrees"] or here)} & here
    holds = agree == here or fallback == "chair" or (fallback == "majority" and 2 * len(agree) > len(here))
    return [] if not required <= here else [one["score"]] if holds else [*own.values()] if fallback == "mean" else []
def grouped(names: Iterable[str], value: Callable[[str], Any]) -> list[list[str]]:  # equals together, highest first
    return [sorted(n for n in names if value(n) == v) for v in sorted({value(n) for n in names}, reverse=True)]
def cut(groups: Any, places: int, steps: list[str], rows: Any, orders: Any) -> tuple[Any, ...]:
    inside: Any = []  # gives: groups inside, equals across the cut, groups outside, places left for these equals
    for number, group in enumerate(groups):
        rest, step = groups[number + 1 :], [*steps, "draw"][0] if len(group) > places > 0 else "all_in"
        if places <= 0 or step == "all_out": return inside, [], [group, *rest], 0
        if step == "draw":
            order = next(([[c] for c in dict.fromkeys(o) if c in group] for o in orders if {*group} <= {*o}), [])
            return (inside + order[:places], [], order[places:] + rest, 0) if order else (inside, group, rest, places)
        if step != "all_in":
            parts = grouped(group, lambda code: {**rows[code]["items"], **rows[code]["criteria"]}.get(step, 0))
            more, tied, fewer, left = cut(parts, places, steps[1:], rows, orders)
            return inside + more, tied, fewer + rest, left
        inside, places = [*inside, group], places - len(group)
    return inside, [], [], 0
class Record:  # each check gives for all that it compares: what it is, whether it is right, and else what is wrong
    def __init__(self, document: Any) -> None:
        demand(document["schema"] == "evalpanel/record/1", "this is another kind of record")
        self.document, self.hidden = document, [*document["hidden"]]
        self.entries = [leaf["entry"] for leaf in document["leaves"]]
        self.register = [entry["entry"] for entry in self.all("register")]
        self.packages = sorted((entry["manifest"] for entry in self.all("package")), key=where)
        self.sheets = sorted(self.all("sheet"), key=lambda entry: entry["sheet"]["member"])
        self.cards = {m["signed"]["card"]["sign"]: m["signed"]["card"] for p in self.packages for m in p["roster"]}
        self.rules = (self.all("tender") or [{"rules": {}}])[0]["rules"]
        self.steps = self.rules.get("ranking", {}).get("tie_break", [])
        self.tables: Any = {lot["id"]: {} for lot in self.rules.get("lot", ())}
        self.most = self.rules.get("lots", {}).get("max_per_candidate", len(self.tables))
    def all(self, kind: str) -> list[Any]: return [e for e in self.entries if e["kind"] == kind]
    def happened(self, *kinds: str) -> list[Any]: return [e for e in self.register if e["kind"] in kinds]
    def named(self, keys: Iterable[str]) -> set[str]: return {self.cards[k]["name"] for k in keys if k in self.cards}
    def hashes(self) -> Iterator[tuple[str, object, str]]:
        leaves = [sha(e["entry"], bytes.fromhex(e["salt"])) for e in self.document["leaves"]]
        root = sha("".join(sorted([*leaves, *self.hidden])).encode())
        whole = not self.hidden or self.document["variant"] != "full"
        yield f"root {root}", whole and root == self.document["root"], "the root is another one"
        rules = rules_hash(self.rules)
        for one in self.all("tender") + self.packages:
            yield f"rules {rules}", rules_hash(one["rules"]) == one["rules_sha256"] == rules, "a package has others"
        for e, p in ((e, e["manifest"]) for e in self.all("package")):
            yield "packages", sha(p) == e["sha256"] and sha(p["roster"]) == p["roster_sha256"], f"{where(p)} differs"
        published = [(e["record"]["commit"], e["record"]["notice"]) for e in self.happened("draw_commitment")]
        for one in (e["record"] for e in self.happened("draw_held") if e["record"]["reveal"]):
            names, shown, code = one["notice"]["candidates"], one["reveal"], bytes.fromhex(one["reveal"]["code"])
            key = hmac.new(code, shown["value"].encode(), "sha256").digest()
            places = sorted((hmac.new(key, name.encode() + b"\1", "sha256").digest(), name) for name in names)
            same = (one["commit"], one["notice"]) in published and sha(code) == one["commit"]["code_sha256"]
            yield "draws", same and shown["order"] == [n for _, n in places], f"the draw of {names} is not as published"
    def mapping(self) -> Iterator[tuple[str, object, str]]:  # which name has which code, as committed to before scoring
        [mapping] = self.all("mapping")
        codes, drawn = [mapping["codes"]], []
        acts = [entry["act"] for entry in self.all("act") if entry["act"]["kind"] == "admit"]
        for act in sorted(acts, key=lambda one: (one["confirmed_at"], one["id"]), reverse=True):
            codes.append({n: c for n, c in codes[-1].items() if n.partition("@")[0] != act["subject"]["candidate"]})
        known = {sha({"codes": own, "salt": mapping["salt"]}): {*own.values()} for own in codes}
        for one in self.packages:
            used = {cell[1] for cell, _ in asked(one)}
            yield "mapping", used <= known.get(one["mapping_commitment"], set()), f"{where(one)} has other codes"
        for a in (entry["application"] for entry in self.all("application") if entry["application"]["code"]):
            drawn += {a["id"]: a["code"], **{f"{a['id']}@{n}": c for n, c in a.get("lot_codes", {}).items()}}.items()
        yield "mapping", sorted(drawn) == sorted(codes[0].items()), "the applications have other codes"
    def seals(self) -> Iterator[tuple[str, object, str]]:  # sheets are the sealed ones, and whole; rounds are of these
        for one in self.packages:
            own, late, seals = [e for e in self.sheets if where(e["sheet"]) == where(one)], self.stepped_in(one), ""
            for shown, seal in ((entry["sheet"], entry["commitment"]) for entry in own):
                sheet, key, name = parsed(shown["inner"]), shown["member"], " ".join(self.named([shown["member"]]))
                same = sha(shown["inner"].encode(), b"evalpanel-sheet-v1\0") == seal == late.get(key, seal)
                yield "seals", same, f"the sheet of {name} is not the sealed one"
                cells = sorted(c for c, m in asked(one, "standby" if key in late else "assignments") if m == key)
                same = cells == sorted(map(cell_of, sheet["scores"])) and where(sheet) == where(one)
                yield "seals", same, f"the sheet of {name} is not what {where(one)} asked for"
                same = (sheet["member"], sheet["rules_sha256"]) == (key, rules_hash(self.rules))
                same = same and sheet["package"] in (sha(one), *one.get("lineage", ()))
                yield "seals", same, f"the sheet of {name} was made for another package"
                seals += "" if key in late else seal
            excused = {e["member"] for e in self.happened("excuse") if where(e) == where(one)}
            same = [e["sheet"]["member"] for e in own] == sorted({m for _, m in asked(one)} - excused | {*late})
            [at] = (e for e in self.all("opening") if where(e) == where(one))
            same = same and at["sheets_sha256"] == sha(seals.encode()) and {*late.values()} <= {*at.get("standby", ())}
            yield "openings", same, f"{where(one)} was opened over other sheets"
    def stepped_in(self, package: Any) -> dict[str, str]:  # the alternates, each with what was sealed
        found = {e["member"]: e["commitment"] for e in self.happened("stepped_in") if where(e) == where(package)}
        return {member: seal for member, seal in found.items() if member not in {m for _, m in asked(package)}}
    def left(self, lot: str) -> tuple[Any, ...]:  # who left the panel, and how; whose scores are void; who came instead
        cases = {(e["member"], e["name"], e["what"]): e for e in self.happened("conflict_case")}
        left = [*cases.values(), *self.happened("recusal", "replacement", "excuse")]
        here = [(e.get("old") or e["member"], e) for e in left if (not e["lots"] or lot in ("*", *e["lots"]))
                and e.get("measure", "recusal") in ("recusal", "replacement")]
        void = {key for key, e in here if e.get("effect") != "kept"}
        return here, void, {e.get("new") for key, e in here if key in void}
    def count(self) -> tuple[Any, Any]:  # the scores that count in every cell (lot, code, item); those that were agreed
        last, when, given, agreed = {}, {}, {}, {}
        for new in sorted(self.packages, key=lambda one: one["round"]):
            late, stay = {*self.stepped_in(new)}, new.get("keeps", ())
            for cell, key in asked(new) + [(c, m) for c, m in asked(new, "standby") if m in late & self.left(c[0])[2]]:
                if last.get(cell) is not new: when[cell] = {k: w for k, w in when.get(cell, {}).items() if k in stay}
                last[cell], when[cell][key] = new, where(new)
        read = [parsed(entry["sheet"]["inner"]) for entry in self.sheets]
        sheets = {(s["member"], where(s), cell_of(o)): o["score"] for s in read for o in s["scores"]}
        for cell, package in last.items():
            (here, void, _), panel = self.left(cell[0]), by_id(self.rules["panel"], package["panel"])
            owed = {key for key, e in here if e.get("must_replace", e.get("measure") == "replacement")}
            least, rule = panel["assessors"] + panel["chair_scores"], panel["on_recusal"]
            if rule != "replace" and owed <= {e.get("old") for _, e in here}: least = min(least, *rule.values())
            given[cell] = {k: sheets[k, was, cell] for k, was in when[cell].items() if k not in void}
            demand(len(given[cell]) >= least, f"{' '.join(cell)} misses scores that count")
        for one in sorted((e["decision"] for e in self.all("decision")), key=lambda one: one["version"]):
            (here, void, _), cell = self.left(one["lot"]), cell_of(one)
            if cell in last and where(one) == where(last[cell]) and not self.named(void) & {*one["present"]}:
                needed = self.named(when[cell].keys() - {key for key, _ in here})
                agreed[cell] = weigh(one, needed, by_id(self.rules["panel"], one["panel"])["fallback"], given[cell])
        return given, agreed
    def figures(self, lot: str, code: str, applied: Any, count: Any) -> Any:  # points and total; `own` is per member
        row: Any = {"items": {}, "criteria": {}, "own": collections.Counter(), "rank": None, "outcome": "not_selected"}
        order, low = self.rules["ranking"], []
        rule = {one["stage"]: (one["digits"], one["mode"]) for one in order["rounding"]}
        def stage(name: str, value: Fraction) -> Fraction: return rounded(value, *rule[name]) if name in rule else value
        for one in (one for one in self.rules["criterion"] if lot in (one.get("lots") or [lot])):
            name, in_all = one["id"], one.get("scope") == "tender"
            lots, row["criteria"][name] = {*one.get("lots", ())} if in_all else {lot}, Fraction(0)
            row["method"] = next(p["method"] for p in self.rules["panel"] if name in (p.get("criteria") or [name])
                                 and (not lots or not p.get("lots") or lots & {*p["lots"]}))
            for item in one["item"]:
                cell = ("*", applied["code"], item["id"]) if in_all else (lot, code, item["id"])
                scale, scores = by_id(self.rules["scale"], item["scale"]), count[0].get(cell, {})
                best = exact(item.get("points", order["total_points"])) / exact(scale.get("range", {}).get("to", "1"))
                if "points" not in item: best *= exact(one.get("weight", "1")) * exact(item.get("weight", "0"))
                for key, score in scores.items(): row["own"][key] += worth(scale, score) * best
                counts = count[1].get(cell, ()) if row["method"] == "consensus" else scores.values()
                values = sorted(worth(scale, score) for score in counts)
                drop = {"trimmed_mean": 1, "median": (len(values) - 1) // 2}.get(row["method"], 0)
                demand(values[drop : len(values) - drop], f"{code} has too few scores for {item['id']} in lot {lot}")
                unit = stage("item", sum(values[drop : len(values) - drop]) / Fraction(len(values) - 2 * drop))
                points = row["items"][item["id"]] = stage("weighted", unit * best)
                row["criteria"][name] += points
                least = item.get("minimum", {})
                low += [is_low(least, points), "score" in least and unit < worth(scale, least["score"])]
            low.append(is_low(one.get("minimum", {}), row["criteria"][name]))
        v = sum(row["items"].values(), Fraction(0))
        row.update(total=v, shown=(shown := stage("total", v)), decides=shown if order["tie_on"] == "rounded" else v)
        if any(low) or is_low(order.get("minimum", {}), row["decides"]): row["outcome"] = "below_threshold"
        return {**row, "wish": -applied["lots"].index(lot)}
    def in_order(self, lot: str) -> list[list[str]]:  # by points; equals are together unless the cut runs between them
        rows = self.tables[lot]
        for row in (row for row in rows.values() if row["method"] == "rank_sum"):
            ahead = [other["own"][key] - own for key, own in row["own"].items() for other in rows.values()]
            row["total"] = Fraction(len(row["own"]) + sum(2 * (d > 0) + (d == 0) for d in ahead), 2)
            row.update(shown=row["total"], decides=-row["total"])
        kept = [code for code in rows if rows[code]["outcome"] != "below_threshold"]
        return sum(self.places(lot, grouped(kept, lambda code: rows[code]["decides"]), []), [])
    def places(self, lot: str, groups: Any, orders: Any, full: Any = ()) -> Any:  # in, equals, reserve, equals, out
        found, rows = by_id(self.rules["lot"], lot), self.tables[lot]
        number = found["select"]["max"] if isinstance(found["select"], dict) else found["select"]
        inside, tied, out, left = cut(groups, len(rows) if number == "all" else number, self.steps, rows, orders)
        out = [[code for code in group if code not in full] for group in out]
        more, equal, out, _ = cut(out, found.get("reserve", 0) - len(tied) + left, self.steps, rows, orders)
        return inside, [tied], more, [equal], out
    def orders(self, lot: str, code: str = "") -> list[Any]:  # of equals in a lot, or equal lots of a candidate
        drawn = [e["record"] for e in self.happened("draw_held") if e["record"]["notice"]["lot"] == lot]
        if lot and self.steps[-1:] == ["draw"]: return [(one["reveal"] or one["by_hand"])["order"] for one in drawn]
        return [e["order"] for e in self.happened("tie_decision") if e["lot"] == lot and code in ("", *e["candidates"])]
    def divide(self) -> None:  # lots ask their best, who give up those that come last, until nobody has too many
        wish = {"preference": "wish", "best_score": "decides"}.get(self.rules.get("lots", {}).get("allocation"))
        groups, held, refused, new = {lot: self.in_order(lot) for lot in self.tables}, {}, set(), {("", "")}
        def better(lot: str, code: str) -> Any:  # how many lots that a candidate has come before this one
            value = {n: self.tables[n][code].get(wish, -[*held].index(n)) for n in held if n == lot or code in held[n]}
            equal = {n for n in value if value[n] == value[lot]}
            order = next((order for order in self.orders("", code) if equal <= {*order}), [lot])
            return [n for n in order if n in equal].index(lot) + sum(v > value[lot] for v in value.values())
        while new:
            refused |= new
            left = {lot: [[c for c in group if (lot, c) not in refused] for group in groups[lot]] for lot in groups}
            cuts = {lot: self.places(lot, left[lot], self.orders(lot)) for lot in groups}
            held = {lot: sum(inside, []) for lot, (inside, *_) in cuts.items()}
            new = {(lot, c) for lot in held for c in held[lot] + cuts[lot][1][0] if better(lot, c) >= self.most}
        for lot, rows in self.tables.items():
            full, rank = [code for code in sum(left[lot], []) if better(lot, code) >= self.most], 1
            found = self.places(lot, left[lot], self.orders(lot), full)
            demand(all(sum(c in held[n] for n in held) <= self.most for c in held[lot]), "equal lots are undecided")
            for part, outcome in zip(found, ("selected", "tied_at_cut", "reserve", "tied_at_cut")):
                for code in sum(part, []): rows[code]["outcome"] = outcome
            at = {code: place for place, group in enumerate(sum(found, [])) for code in group}
            for group in groups[lot]:
                for c in group: rows[c]["rank"] = rank + sum(at[other] < at.get(c, 0) for other in group if other in at)
                rank += len(group)
    def fill(self, gone: list[Any]) -> None:  # the places of those who withdrew after the ranking go to the reserve
        vacant = collections.Counter(lot for lot, code in gone if self.tables[lot][code]["outcome"] == "selected")
        for lot, code in gone: self.tables[lot][code]["outcome"] = "withdrawn"
        for lot, rows in self.tables.items():
            has = [code for other in self.tables.values() for code in other if other[code]["outcome"] == "selected"]
            waiting = [c for c in rows if rows[c]["outcome"] == "reserve" and has.count(c) < self.most]
            groups, orders = grouped(waiting, lambda code: -rows[code]["rank"]), self.orders(lot)
            for c in sum(cut(groups, vacant[lot], self.steps, rows, orders)[0], []): rows[c]["outcome"] = "selected"
    def ranking(self) -> Iterator[tuple[str, object, str]]:
        count, went, gone, settled = self.count(), self.happened("withdrawal"), [], set()
        for e, one in ((e, e["application"]) for e in self.all("application")):
            for lot, [outcome] in ((n, [o["outcome"] for o in e["outcomes"] if o["lot"] == n]) for n in one["lots"]):
                late = {e["after_ranking"] for e in went if e["candidate"] == one["id"] and lot in (e["lots"] or [lot])}
                judged = {(j["gate"], j["entity"]): j["outcome"] for j in e["judgements"] if j["lot"] in ("*", lot)}
                fails = {"failed", "not_accepted"} & {*judged.values()}
                code = one.get("lot_codes", {}).get(lot, one["code"])
                settled |= {(lot, code), ("*", one["code"])}
                if outcome in RANKED and late <= {True} and not (fails and outcome == "withdrawn"):
                    self.tables[lot][code] = {**self.figures(lot, code, one, count), "said": RANKED[outcome]}
                    gone += [(lot, code)] if late else []
                else: yield "outcomes", fails or late or not one["code"], f"{one['id']} is not ranked in lot {lot}"
        lost = sorted({f"{code} in lot {lot}" for lot, code, _ in count[0] if (lot, code) not in settled})
        yield "outcomes", not lost, f"scored, and neither ranked nor refused: {', '.join(lost)}"
        self.divide()
        self.fill(gone)
        results = [entry["result"] for entry in self.all("ranking")]
        yield "ranking", [one["lot"] for one in results] == [*self.tables], f"the lots are not {[*self.tables]}"
        for (lot, rows), one in zip(self.tables.items(), results):
            found = {row["candidate"]: row for row in one["ranking"]}
            for code, row in rows.items():
                items, criteria = ({}, {}) if row["method"] == "rank_sum" else (row["items"], row["criteria"])
                right = {"rank": row["rank"], "outcome": row["outcome"], "total": printed(row["shown"]),
                         "total_exact": str(row["total"]), "items": {key: printed(v) for key, v in items.items()},
                         "items_exact": {key: str(v) for key, v in items.items()},
                         "criteria": {key: printed(v) for key, v in criteria.items()}}
                yield "outcomes", row["outcome"] in (row["said"], "tied_at_cut"), f"{code} is {row['outcome']} in {lot}"
                for key, value, other in ((key, v, found.get(code, {}).get(key)) for key, v in right.items()):
                    yield "ranking", other == value, f"lot {lot}: {key} of {code} is {value}, and not {other}"
            order = sorted(rows, key=lambda code: (rows[code]["rank"] or len(rows) + 1, code))
            yield "ranking", [row["candidate"] for row in one["ranking"]] == order, f"lot {lot} is not {order}"
def text_of(file: str) -> str:  # the record; out of a PDF by pdfdetach
    if not pathlib.Path(file).read_bytes().startswith(b"%PDF"): return pathlib.Path(file).read_text("utf-8-sig")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdfdetach", "-savefile", "record.json", "-o", f"{folder}/record.json", file], check=False)
        return pathlib.Path(folder, "record.json").read_text("utf-8")
def main(arguments: list[str]) -> int:  # print a line per check; gives the exit status
    def say(mark: str, text: object) -> int:
        shown = (c if c.isprintable() else f"<U+{ord(c):04X}>" for c in f"{mark:12}{text}")
        return 0 * sys.stdout.write(f"{''.join(shown)}\n".encode("ascii", "backslashreplace").decode())
    try: record = Record(parsed(text_of(arguments[0])))
    except Exception as error: return say("UNREADABLE", repr(error)) or 2
    made: dict[str, list[str]] = {}
    for check in [record.hashes, *([] if record.hidden else [record.mapping, record.seals, record.ranking])]:
        try:
            for what, holds, said in check(): made.setdefault(what, []).extend([] if holds else [said])
        except Exception as error: made[check.__name__] = [f"the record contradicts itself: {error!r}"]
    for key, card in record.cards.items():
        seals = [e.get("commitment") for e in record.sheets if e["sheet"]["member"] == key]
        try: say("codes", f"{card['name']}: card {code_of(sha(card))}, seal {' and '.join(map(code_of, seals)) or '-'}")
        except Exception as error: made.setdefault("codes", []).append(f"those of {key} cannot be made: {error!r}")
    for what, flaws in made.items(): say("DIFFERS" if flaws else "ok", "; ".join([what, *flaws[:3]]))
    if record.hidden: say("NOT CHECKED", f"{len(record.hidden)} entries are left out: names, sheets, openings, ranking")
    for line in (__doc__ or "").splitlines()[-2:]: say("", line)
    return 1 if any(made.values()) else 3 if record.hidden else 0
if __name__ == "__main__": sys.exit(main(sys.argv[1:]) if len(sys.argv) == 2 else (sys.stderr.write(__doc__) and 2))
