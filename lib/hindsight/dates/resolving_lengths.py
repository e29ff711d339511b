"""Durations and sets: values that need no anchor, or hardly one."""

from __future__ import annotations

from fractions import Fraction

from hindsight.dates.amounts import duration, join, read_amount
from hindsight.dates.grounds import Ground, Resolved
from hindsight.dates.lexing import vocabulary
from hindsight.dates.resolving_shifts import unit_of
from hindsight.dates.scanning import Hit

_COARSE = ("Y", "M", "W", "D", "TH", "TM", "S")


def read_duration(hit: Hit, ground: Ground, lean: str | None) -> Resolved | None:
    """Read an amount of units; of a range the lower bound."""
    unit, constants = unit_of(hit), hit.rule.constants
    if not unit:
        return None
    written = constants.get("n", hit.captures.get("n"))
    if written == "X":
        return Resolved("DURATION", duration(None, unit), "none", None, "", (), 0.7)
    if written == "long":
        plural = hit.captures["u"].lower() in vocabulary()["UNITS"]
        return Resolved("DURATION", duration(None if plural else Fraction(1), unit), "none")
    amount = Fraction(0) if written == 0 else read_amount(str(written))
    if constants.get("half") and amount is not None:
        amount += Fraction(1, 2)
    if amount is not None and amount > 10**11:  # the age of the universe is 13.8 billion years
        return None
    if "u_end" in hit.captures:
        return _compound(hit, unit, amount)
    return Resolved("DURATION", duration(amount, unit), "none")


def _compound(hit: Hit, unit: str, amount: Fraction | None) -> Resolved | None:
    other, rest = unit_of(hit, "u_end"), read_amount(hit.captures["n_end"])
    if amount is None or rest is None or unit not in _COARSE or other not in _COARSE:
        return None
    if amount.denominator != 1 or rest.denominator != 1 or _COARSE.index(other) <= _COARSE.index(unit):
        return None
    return Resolved("DURATION", join([(int(amount), unit), (int(rest), other)]), "none")


def read_span(hit: Hit, ground: Ground, lean: str | None) -> Resolved | None:
    """Read "the past year", "the next decade": one unit up to, or from, the day of writing."""
    return Resolved("DURATION", duration(Fraction(1), unit_of(hit)), "none", None, "", (), 0.7)


def read_recent(hit: Hit, ground: Ground, lean: str | None) -> Resolved | None:
    """Read "recent years", "coming months": a reference to the past or future of no stated length."""
    which = hit.captures["which"].lower()
    if which in ("coming", "future"):
        return Resolved("DATE", "FUTURE_REF", "none", None, "", (), 0.6)
    if "recent" in which or which == "past":
        return Resolved("DATE", "PAST_REF", "none", None, "", (), 0.6)
    return Resolved("DURATION", duration(None, unit_of(hit)), "none", None, "", (), 0.7)


def read_stretch(hit: Hit, ground: Ground, lean: str | None) -> Resolved | None:
    """Read "for the year", "the fiscal year" as a duration of one."""
    return Resolved("DURATION", duration(Fraction(1), unit_of(hit)), "none", None, "", (), 0.6)


def read_constant(hit: Hit, ground: Ground, lean: str | None) -> Resolved | None:
    """Read a word whose value stands in its rule: now, recently, the future, a while."""
    constants = hit.rule.constants
    return Resolved(str(constants.get("type", "DATE")), str(constants["value"]), "none", None, "", (), 0.8)


_ADVERBS = {
    "daily": "D",
    "everyday": "D",
    "nightly": "D",
    "weekly": "W",
    "monthly": "M",
    "yearly": "Y",
    "annually": "Y",
    "hourly": "TH",
}
_SEVERAL = {"biweekly": "P2W", "fortnightly": "P2W", "biannually": "P6M"}


def read_frequency(hit: Hit, ground: Ground, lean: str | None) -> Resolved | None:
    """Read how often: the period between, as a set."""
    if "adv" in hit.captures:
        word = hit.captures["adv"].lower()
        value = _SEVERAL.get(word) or duration(Fraction(1), _ADVERBS[word])
        return Resolved("SET", value, "none")
    if unit_of(hit) == "NI" and "n" not in hit.captures:
        return Resolved("SET", "XXXX-XX-XXTNI", "none")  # "every night", as every morning
    amount = read_amount(hit.captures.get("n", "one"))
    if " other " in " ".join(hit.captures["whole"].lower().split()):
        amount = Fraction(2)  # "every other week"
    return Resolved("SET", duration(amount, "D" if unit_of(hit) == "NI" else unit_of(hit)), "none")


def read_recurring(hit: Hit, ground: Ground, lean: str | None) -> Resolved | None:
    """Read a name that recurs: each March, Mondays, every Thursday night."""
    words = vocabulary()
    captures = {name: text.lower() for name, text in hit.captures.items()}
    part = f"T{words['DAYPART'][captures['part']]}" if "part" in captures else ""
    if "wd" in captures or "wdp" in captures:
        day = words["WEEKDAY"].get(captures.get("wd", "")) or words["WEEKDAYS"].get(captures.get("wdp", ""))
        return Resolved("SET", f"XXXX-WXX-{day}{part}", "none")
    if "m" in captures:
        return Resolved("SET", f"XXXX-{words['MONTH'][captures['m']]:02}", "none")
    if "s" in captures:
        return Resolved("SET", f"XXXX-{words['SEASON'][captures['s']]}", "none")
    return Resolved("SET", f"XXXX-XX-XX{part}", "none")
