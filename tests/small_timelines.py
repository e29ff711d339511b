"""Timelines of any size for tests: every kind of mark, days in heaps and far apart."""

from __future__ import annotations

from datetime import date, timedelta

from hindsight.timeline import Mark, Reading, Tie, Timeline

DAY = date(2015, 11, 23)
_WORDS = (
    "pressure on the border will not change unless ministers agree before the elections and nobody asked "
    "whether the harvest, the ports or the Donaudampfschifffahrtsgesellschaft could bear another winter"
).split()


def _words(start: int, count: int) -> str:
    return " ".join(_WORDS[(start + n) % len(_WORDS)] for n in range(count))


def _then(number: int) -> Mark:
    key = f"page.claim-{number:08x}"
    label = _words(number * 5, 4 + number * 7 % 23)
    match number % 7:
        case 0:
            return Mark(key, "then", "claim", label, DAY, DAY, "page", is_dated=False)
        case 1:
            return Mark(
                key, "then", "claim", label, date(2015, 9, 1), date(2015, 9, 30), "page", detail="“September”"
            )
        case 2:
            day = DAY + timedelta(days=number * 13 % 80 - 40)
            return Mark(key, "then", "date", "“that day”", day, day, "page", detail=label)
        case 3:
            return Mark(key, "then", "claim", label, date(2016, 2, 1), date(2016, 2, 29), "page")
        case 4:
            return Mark(key, "then", "claim", label, None, DAY - timedelta(days=30), "page")
        case 5:
            first = date(2015, 10, number % 28 + 1)
            return Mark(key, "then", "date", "“autumn”", first, DAY, "page", detail=label, is_uncertain=True)
        case _:
            other = Reading(date(2015, 11, 16), date(2015, 11, 16), "2015-11-16")
            return Mark(key, "then", "date", "“Monday”", DAY, DAY, "page", detail=label, readings=(other,))


def make_timeline(n_marks: int, *, with_later: bool = True) -> Timeline:
    """Return a timeline of `n_marks`, half of them later, with links from every second claim."""
    n_later = n_marks // 2 if with_later else 0
    title = "Ministers Must Decide Before the Winter"
    then = [Mark("page", "then", "document", title, DAY, DAY, "page", detail="Ann Author")]
    then += [_then(number) for number in range(n_marks - n_later - 1)]
    later = []
    for number in range(n_later):
        day = date(2023, 5, 7) + timedelta(days=number * number % 400)
        label = _words(number * 3, 3 + number % 11)
        later.append(
            Mark(f"page.item-{number}", "later", "item", label, day, day, "page", detail="Commentary")
        )
    then.sort(key=lambda mark: (mark.days, mark.key))
    later.sort(key=lambda mark: (mark.days, mark.key))
    ties = [
        Tie(f"s{n}", "page", item.key, "site_related", 1.0, "The page lists it.")
        for n, item in enumerate(later)
    ]
    kinds = ("shared_actor", "shared_topic", "mentions_date", "same_author")
    claims = [mark for mark in then if mark.kind == "claim"][::2]
    for n, claim in enumerate(claims if later else ()):
        item = later[n * 7 % len(later)]
        ties.append(Tie(f"t{n}", claim.key, item.key, kinds[n % 4], 1 / (n + 1), "Both name the ports."))
    return Timeline(
        marks=(*then, *later),
        ties=tuple(ties),
        title=f"{len(claims)} claims of 2015 share actors or subjects with items of 2023",
        subtitle=f"Ann Author, “{title}”, 23 Nov 2015 · {n_later} later items",
        source="Source: data/raw/page.txt",
        description="Left, then; right, later.",
        notes=("3 claims without a date or a link not drawn",),
    )
