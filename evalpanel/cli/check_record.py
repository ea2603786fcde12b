#!/usr/bin/env python3
# fmt: off
"""Check the record of an evalpanel report without evalpanel; Python 3.8 or newer is enough.

    python3 check.py record.json      or      python3 check.py report.pdf   (needs pdfdetach)

Every hash, and the ranking of every lot from sealed scores, decisions, draws and changes of the panel, is
computed again in exact fractions and compared with the record. Exit status: 0 all is equal, 1 something
differs, 2 the file cannot be read, 3 nothing differs but something could not be checked (and it says what).
"""
# ruff: noqa: B023, D101, D102, D103, D107, E401, E501, E701, E704, I001, PLR2004, UP035 - to stay within 300 lines
from __future__ import annotations
import hashlib, hmac, json, shutil, subprocess, sys, tempfile
from collections import Counter
from fractions import Fraction
from itertools import groupby
from pathlib import Path
from typing import Any, Callable, Iterable, Iterator
NOT_CHECKED = """Not checked here: signatures (of the PDF: pdfsig; of members: ssh-keygen -Y verify), print, times,
reasons, gates, acts of two persons. Compare the codes above with what members wrote down when they sealed."""
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANKED = ("selected", "reserve", "not_selected", "knocked_out")
FAULTS = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RuntimeError)
class Differs(Exception): ...
class Unchecked(Exception): ...
def demand(holds: object, said: str) -> None:
    if not holds: raise Differs(said)
def parsed(text: str) -> Any:  # JSON without fractions, keys as in RFC 8785
    def in_order(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        demand(len({*dict(pairs)}) == len(pairs), "a key stands twice in the JSON")
        return dict(sorted(pairs, key=lambda pair: pair[0].encode("utf-16-be")))
    return json.loads(text, object_pairs_hook=in_order, parse_float=int, parse_constant=int)
def sha(value: Any, before: bytes = b"") -> str:  # of bytes, or of RFC 8785
    if not isinstance(value, bytes):
        value = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return hashlib.sha256(before + value).hexdigest()
def code_of(sha256: str) -> str:  # The first 80 bits of a hash as members write them down
    text = "".join(LETTERS[int(sha256, 16) >> (251 - 5 * place) & 31] for place in range(16))
    return "-".join(text[place : place + 4] for place in range(0, 16, 4))
def rules_hash(one: Any) -> str: return sha({key: value for key, value in one["rules"].items() if key != "milestone"})
def promise(draw: Any) -> str: return sha({"commit": draw["commit"], "notice": draw["notice"]})
def where(one: Any) -> str: return f"panel {one['panel']} round {one['round']}"
def cell_of(one: Any) -> tuple[str, ...]: return one["lot"], one["candidate"], one["item"]
def assigned(package: Any) -> list[Any]:
    return [((a["lot"], c, a["item"]), a["member"]) for a in package["assignments"] for c in a["candidates"]]
def by_id(found: Any, name: str) -> Any: return next(one for one in found if one["id"] == name)
def exact(text: str) -> Fraction:  # The number in a text such as 10, 0.25, 1/3 or 25%
    above, _, below = text.rstrip("%").partition("/")
    return Fraction(above) / Fraction(below or 1) / (100 if text.endswith("%") else 1)
def rounded(value: Fraction, digits: int, mode: str = "half_up") -> Fraction:
    whole, rest = divmod(abs(value) * 10**digits, 1)
    up = 2 * rest > 1 or (2 * rest == 1 and (mode == "half_up" or whole % 2 == 1))
    return Fraction(whole + up, 10**digits) * (-1 if value < 0 else 1)
def decimal(value: Fraction) -> str:  # The value as it is printed, on six decimals at most
    digits = f"{int(abs(rounded(value, 6)) * 10**6):07d}"
    return "-" * (rounded(value, 6) < 0) + f"{digits[:-6]}.{digits[-6:].rstrip('0')}".rstrip(".")
def worth(scale: Any, code: str) -> Fraction:  # What a score says in the unit of its scale
    return exact(code if "range" in scale else next(s["value"] for s in scale["steps"] if s["code"] == code))
def is_low(one: Any, points: Fraction) -> bool:
    return "points" in one.get("minimum", {}) and points < exact(one["minimum"]["points"])
def weigh(one: Any, required: set[str], fallback: str, own: Any) -> list[str]:  # the scores that count
    here = {*one["present"]} or required
    agree = {*one["agrees"]} & here if one["agrees"] else here
    holds = agree == here or fallback == "chair" or (fallback == "majority" and 2 * len(agree) > len(here))
    if required <= here and holds: return [one["score"]]
    return [*own.values()] if required <= here and fallback == "mean" else []
def grouped(names: Iterable[str], value: Callable[[str], Any]) -> list[list[str]]:  # highest first
    return [[*group] for _, group in groupby(sorted(sorted(names), key=value, reverse=True), value)]
def cut(groups: list[list[str]], places: int, steps: list[str], rows: Any) -> tuple[Any, ...]:
    inside: list[list[str]] = []  # gives: groups inside, equals across the cut, groups outside, places left
    for number, group in enumerate(groups):
        rest, step = groups[number + 1 :], [*steps, "draw"][0]
        if places <= 0 or (len(group) > places and step == "all_out"): return inside, [], [group, *rest], 0
        if len(group) > places and step == "draw": return inside, group, rest, places
        if len(group) > places and step != "all_in":
            parts = grouped(group, lambda code: {**rows[code]["items"], **rows[code]["criteria"]}.get(step, 0))
            more, tied, fewer, left = cut(parts, places, steps[1:], rows)
            return inside + more, tied, fewer + rest, left
        inside, places = [*inside, group], places - len(group)
    return inside, [], [], 0
class Record:
    """A record: what its hashes say, and the ranking that follows from it."""
    def __init__(self, document: Any) -> None:
        self.document, self.hidden = document, document["hidden"]
        self.entries = [leaf["entry"] for leaf in document["leaves"]]
        self.packages = sorted(self.all("package"), key=lambda e: where(e["manifest"]))
        self.sheets = sorted(self.all("sheet"), key=lambda e: e["sheet"]["member"])
        cards = [one["signed"]["card"] for e in self.packages for one in e["manifest"]["roster"]]
        self.cards = {card["sign"]: card for card in cards}
        self.rules = (self.all("tender") or [{"rules": {}}])[0]["rules"]
        self.register = [entry["entry"] for entry in self.all("register")]
    def all(self, kind: str) -> list[Any]: return [e for e in self.entries if e["kind"] == kind]
    def happened(self, *kinds: str) -> list[Any]: return [e for e in self.register if e["kind"] in kinds]
    def named(self, keys: Iterable[str]) -> set[str]: return {self.cards[k]["name"] for k in keys if k in self.cards}
    def hashes(self) -> Iterator[tuple[str, object, str]]:
        """Everything that is compared with a hash: what, whether it is right, what is wrong."""
        leaves = [sha(e["entry"], bytes.fromhex(e["salt"])) for e in self.document["leaves"]]
        root = sha("".join(sorted([*leaves, *self.hidden])).encode())
        whole = not self.hidden or self.document["variant"] != "full"
        yield f"root {root}", whole and root == self.document["root"], "the root is another one"
        rules = rules_hash({"rules": self.rules})
        for one in self.all("tender") + [entry["manifest"] for entry in self.packages]:
            said, same = one.get("panel", "the tender"), rules_hash(one) == one["rules_sha256"] == rules
            yield f"rules {rules}", same, f"{said} has other rules"
        for entry, one in ((entry, entry["manifest"]) for entry in self.packages):
            yield "packages", sha(one) == entry["sha256"], f"{where(one)} has another hash"
            yield "rosters", sha(one["roster"]) == one["roster_sha256"], f"{where(one)} has another roster"
        published = [promise(entry["record"]) for entry in self.happened("draw_commitment")]
        for one in (e["record"] for e in self.happened("draw_held") if e["record"]["reveal"]):
            names, shown, code = one["notice"]["candidates"], one["reveal"], bytes.fromhex(one["reveal"]["code"])
            key = hmac.new(code, shown["value"].encode(), "sha256").digest()
            places = sorted((hmac.new(key, name.encode() + b"\1", "sha256").digest(), name) for name in names)
            same = promise(one) in published and sha(code) == one["commit"]["code_sha256"]
            yield "draws", same, f"the draw between {names} was not published before"
            yield "draws", shown["order"] == [name for _, name in places], f"the draw between {names} has another order"
        if self.hidden: raise Unchecked(f"{len(self.hidden)} entries are left out: names, sheets, openings")
        yield from self.mapping()
        for entry in self.packages: yield from self.opened(entry["sha256"], entry["manifest"], rules)
    def mapping(self) -> Iterator[tuple[str, object, str]]:
        """Which name has which code, as each package committed to before anybody scored."""
        [mapping] = self.all("mapping")
        codes, left = [mapping["codes"]], dict(mapping["codes"])
        acts = [entry["act"] for entry in self.all("act") if entry["act"]["kind"] == "admit"]
        for act in sorted(acts, key=lambda one: (one["confirmed_at"], one["id"]), reverse=True):
            codes.append({n: c for n, c in codes[-1].items() if n.partition("@")[0] != act["subject"]["candidate"]})
        known = {sha({"codes": own, "salt": mapping["salt"]}): {*own.values()} for own in codes}
        for one in (entry["manifest"] for entry in self.packages):
            used = {cell[1] for cell, _ in assigned(one)}
            yield "mapping", used <= known.get(one["mapping_commitment"], set()), f"{where(one)} is of other codes"
        for one in (entry["application"] for entry in self.all("application")):
            drawn = {f"{one['id']}@{lot}": code for lot, code in one.get("lot_codes", {}).items()}
            for name, code in {**(drawn if one["code"] else {}), one["id"]: one["code"]}.items():
                yield "mapping", left.pop(name, "") == code, f"{name} had another code"
        yield "mapping", not left, f"the application of {' '.join(left)} is missing"
    def opened(self, package: str, one: Any, rules: str) -> Iterator[tuple[str, object, str]]:
        """The sheets of a round are the sealed ones, whole, and it was opened over exactly these."""
        aside = {e["member"] for e in self.happened("excuse", "stepped_in") if where(e) == where(one)}
        found, seals = [e for e in self.sheets if e["sheet"]["member"] not in aside], ""
        own = [entry for entry in found if where(entry["sheet"]) == where(one)]
        for entry, shown in ((entry, entry["sheet"]) for entry in own):
            seals += (seal := sha(shown["inner"].encode(), b"evalpanel-sheet-v1\0"))
            sheet, name = parsed(shown["inner"]), " ".join(self.named([shown["member"]]))
            yield "seals", seal == entry["commitment"], f"the sheet of {name} is not the sealed one"
            asked = sorted(cell for cell, member in assigned(one) if member == shown["member"])
            same = asked == sorted(map(cell_of, sheet["scores"])) and where(sheet) == where(one)
            yield "seals", same, f"the sheet of {name} is not what {where(one)} asked for"
            same = (sheet["rules_sha256"], sheet["member"]) == (rules, shown["member"])
            same = same and sheet["package"] in (package, *one.get("lineage", ()))
            yield "seals", same, f"the sheet of {name} was made for another package"
        same = [e["sheet"]["member"] for e in own] == sorted({member for _, member in assigned(one)} - aside)
        yield "openings", same, f"{where(one)} misses a sheet, or has one too many"
        over = [e["sheets_sha256"] for e in self.all("opening") if where(e) == where(one)]
        yield "openings", over == [sha(seals.encode())], f"{where(one)} was opened over other sheets"
    def count(self) -> tuple[Any, Any]:
        """The scores that count in every cell (lot, code, item), and those that were agreed."""
        found: Any = {}
        for package in sorted((entry["manifest"] for entry in self.packages), key=lambda p: p["round"]):
            new = {cell: found.get(cell, (0, {}))[1] for cell, _ in assigned(package)}
            for cell, old in new.items():
                found[cell] = package, {key: was for key, was in old.items() if key in package.get("keeps", ())}
            for cell, member in assigned(package): found[cell][1][member] = where(package)
        decided: Any = {}
        read, given, agreed = [parsed(entry["sheet"]["inner"]) for entry in self.sheets], {}, {}
        sheets = {(s["member"], where(s), cell_of(o)): o["score"] for s in read for o in s["scores"]}
        for one in sorted((e["decision"] for e in self.all("decision")), key=lambda d: d["version"]):
            decided.setdefault((cell_of(one), where(one)), []).append(one)
        cases = {(e["member"], e["name"], e["what"]): e for e in self.happened("conflict_case")}
        left = [{**e, "must_replace": e["measure"] == "replacement"} for e in cases.values()
                if e["measure"] in ("recusal", "replacement")]
        left += self.happened("recusal", "replacement", "excuse")
        for cell, (package, rounds) in found.items():
            here = [(e.get("old") or e["member"], e) for e in left if not e["lots"] or cell[0] in ("*", *e["lots"])]
            void = {key for key, e in here if e.get("effect") != "kept"}
            owed = {key for key, e in here if e.get("must_replace")} - {e.get("old") for _, e in here}
            panel = by_id(self.rules["panel"], package["panel"])
            least, rule = panel["assessors"] + panel["chair_scores"], panel["on_recusal"]
            if rule != "replace" and not owed: least = min(least, rule["continue_if_at_least"])
            given[cell] = {k: sheets[k, was, cell] for k, was in rounds.items() if k not in void}
            demand(len(given[cell]) >= least, f"{' '.join(cell)} misses scores that count")
            needed = self.named(rounds.keys() - {key for key, _ in here})
            for one in decided.get((cell, where(package)), []):
                if not self.named(void) & {*one["present"]}:
                    agreed[cell] = weigh(one, needed, panel["fallback"], given[cell])
        return given, agreed
    def figures(self, lot: str, code: str, shared: str, count: Any) -> Any:
        """Points and total of a candidate; `fails` below a threshold; `own` totals per member."""
        row: Any = {"items": {}, "criteria": {}, "own": Counter(), "rank": None, "outcome": "below_threshold"}
        order, low = self.rules["ranking"], []
        def stage(name: str, value: Fraction) -> Fraction:
            rule = [one for one in order["rounding"] if one["stage"] == name]
            return rounded(value, rule[0]["digits"], rule[0]["mode"]) if rule else value
        for one in (one for one in self.rules["criterion"] if lot in (one.get("lots") or [lot])):
            name, in_all = one["id"], one.get("scope") == "tender"
            lots, row["criteria"][name] = {*one.get("lots", ())} if in_all else {lot}, Fraction(0)
            row["method"] = next(p["method"] for p in self.rules["panel"] if name in (p.get("criteria") or [name])
                                 and (not lots or not p.get("lots") or lots & {*p["lots"]}))
            for item in one["item"]:
                cell = ("*", shared, item["id"]) if in_all else (lot, code, item["id"])
                scale, scores = by_id(self.rules["scale"], item["scale"]), count[0].get(cell, {})
                weight = exact(one.get("weight", "1")) * exact(item.get("weight", "0"))
                best = exact(item["points"]) if "points" in item else weight * exact(order["total_points"])
                best /= exact(scale["range"]["to"]) if "range" in scale else 1
                for key, score in scores.items(): row["own"][key] += worth(scale, score) * best
                counts = count[1].get(cell, ()) if row["method"] == "consensus" else scores.values()
                values = sorted(worth(scale, score) for score in counts)
                drop = {"trimmed_mean": 1, "median": (len(values) - 1) // 2}.get(row["method"], 0)
                demand(values[drop : len(values) - drop], f"{code} has too few scores for {item['id']} in lot {lot}")
                unit = stage("item", sum(values[drop : len(values) - drop]) / Fraction(len(values) - 2 * drop))
                points = row["items"][item["id"]] = stage("weighted", unit * best)
                row["criteria"][name] += points
                least = item.get("minimum", {}).get("score")
                low += [least is not None and unit < worth(scale, least), is_low(item, points)]
            low.append(is_low(one, row["criteria"][name]))
        row["total"] = sum(row["items"].values(), Fraction(0))
        row["shown"] = stage("total", row["total"])
        row["decides"] = row["shown"] if order["tie_on"] == "rounded" else row["total"]
        return {**row, "fails": any(low) or is_low(order, row["decides"])}
    def table(self, lot: Any, codes: dict[str, str], count: Any) -> dict[str, Any]:
        rows = {code: self.figures(lot["id"], code, codes[code], count) for code in sorted(codes) if code}
        for row in (row for row in rows.values() if row["method"] == "rank_sum"):
            ahead = [other["own"][key] - own for key, own in row["own"].items() for other in rows.values()]
            row["total"] = Fraction(len(row["own"]) + sum(2 * (d > 0) + (d == 0) for d in ahead), 2)
            row.update(shown=row["total"], decides=-row["total"])
        kept, steps = [code for code in rows if not rows[code]["fails"]], self.rules["ranking"]["tie_break"]
        select, reserve = lot["select"], lot.get("reserve", 0)
        places = len(kept) if select == "all" else select["max"] if isinstance(select, dict) else select
        inside, tied, out, left = cut(grouped(kept, lambda code: rows[code]["decides"]), places, steps, rows)
        more, equal, out, _ = cut(out, max(0, reserve - len(tied) + left), steps, rows)
        kinds, rank = ["selected"] * places + ["reserve"] * reserve + ["not_selected"] * len(rows), 1
        for group in [*inside, tied, *more, equal, *out]:
            open_, order = group in (tied, equal), self.orders(lot["id"], {*group})
            kind = "selected" if group in inside else "reserve" if group in more else "not_selected"
            for code in group: rows[code].update(rank=rank, outcome="tied_at_cut" if open_ else kind)
            for place, code in enumerate(order if open_ else [], rank):
                rows[code].update(rank=place, outcome=kinds[place - 1])
            rank += len(group)
        return rows
    def orders(self, lot: str, group: set[str]) -> list[str]:  # of equals, drawn or decided by two persons
        end, drawn = self.rules["ranking"]["tie_break"][-1:], [e["record"] for e in self.happened("draw_held")]
        found = [(one["reveal"] or one["by_hand"])["order"] for one in drawn if one["notice"]["lot"] == lot]
        if end != ["draw"]: found = [e["order"] for e in self.happened("tie_decision") if e["lot"] == lot]
        return next(([code for code in order if code in group] for order in found if group <= {*order}), [])
    def ranking(self) -> Iterator[tuple[str, object, str]]:
        odd = [e["kind"] for e in self.happened("withdrawal", "stepped_in") if e.get("after_ranking", True)]
        odd += ["hidden entry"] * len(self.hidden)
        if odd: raise Unchecked(f"the ranking: this script cannot count with a {odd[0]}")
        count, codes = self.count(), {lot["id"]: {"": ""} for lot in self.rules["lot"]}
        for one, outcomes in ((entry["application"], entry["outcomes"]) for entry in self.all("application")):
            for lot in (found["lot"] for found in outcomes if found["outcome"] in RANKED):
                codes[lot][one.get("lot_codes", {}).get(lot, one["code"])] = one["code"]
        tables = {lot["id"]: self.table(lot, codes[lot["id"]], count) for lot in self.rules["lot"]}
        held = Counter(c for rows in tables.values() for c in rows if rows[c]["outcome"] in ("selected", "reserve"))
        if any(number > self.rules.get("lots", {}).get("max_per_candidate", number) for number in held.values()):
            raise Unchecked("the limit on lots per candidate binds; dividing them is beyond this script")
        results = {entry["result"]["lot"]: entry["result"] for entry in self.all("ranking")}
        yield "ranking", [*results] == [*tables], f"the lots are {[*results]} and not {[*tables]}"
        for lot, rows in tables.items():
            found = {row["candidate"]: row for row in results.get(lot, {"ranking": []})["ranking"]}
            for code, row in rows.items():
                items, criteria = ({}, {}) if row["method"] == "rank_sum" else (row["items"], row["criteria"])
                right = {"rank": row["rank"], "outcome": row["outcome"], "total_exact": str(row["total"]),
                         "total": decimal(row["shown"]), "items": {key: decimal(value) for key, value in items.items()},
                         "items_exact": {key: str(value) for key, value in items.items()},
                         "criteria": {key: decimal(value) for key, value in criteria.items()}}
                for key, value in right.items():
                    other = found.get(code, {}).get(key)
                    yield "ranking", other == value, f"lot {lot}: {key} of {code} is {value}, and not {other}"
            order = sorted(rows, key=lambda code: (rows[code]["rank"] or len(rows) + 1, code))
            yield "ranking", [*found] == order, f"lot {lot} has {[*found]} and not {order}"
def text_of(file: str) -> str:  # the record; out of a PDF by pdfdetach
    if not Path(file).read_bytes().startswith(b"%PDF"): return Path(file).read_text("utf-8-sig")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "record.json")
        command = ["pdfdetach", "-savefile", out.name, "-o", str(out), str(Path(file).resolve())]
        if not shutil.which(command[0]): raise OSError("pdfdetach is missing: install poppler-utils")
        subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - a fixed tool
        return out.read_text("utf-8")
def main(arguments: list[str]) -> int:  # Print a line per check; gives the exit status
    def say(mark: str, text: object) -> int:
        shown = "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in f"{mark:12}{text}")
        return 0 * sys.stdout.write(f"{shown}\n".encode("ascii", "backslashreplace").decode())
    try:
        status, record = 0, Record(parsed(text_of(arguments[0])))
        demand(record.document["schema"] == "evalpanel/record/1", "this is another kind of record")
    except (Differs, OSError, *FAULTS) as error: return say("UNREADABLE", repr(error)) or 2
    for check in (record.hashes, record.ranking):
        made: dict[str, list[str]] = {}
        try:
            for what, holds, said in check(): made.setdefault(what, []).extend([] if holds else [said])
        except Unchecked as error: status = status or say("NOT CHECKED", error) or 3
        except (Differs, *FAULTS) as error: made[check.__name__] = [f"the record contradicts itself: {error!r}"]
        for what, flaws in made.items():
            status = 1 if flaws else status
            say("DIFFERS" if flaws else "ok", "; ".join([what, *flaws[:3]]))
    for key, card in record.cards.items():
        seals = [code_of(e["commitment"]) for e in record.sheets if e["sheet"]["member"] == key]
        say("codes", f"{card['name']}: card {code_of(sha(card))}, seal {' and '.join(seals) or '-'}")
    return sum(say("", line) for line in NOT_CHECKED.splitlines()) or status
if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) if len(sys.argv) == 2 else (sys.stderr.write(__doc__) and 2))
