"""Read old policy commentary in hindsight.

>>> import hindsight
>>> corpus = hindsight.load()
>>> corpus.kwic("ceasefire").keyword.tolist()
['ceasefire']
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hindsight.corpus.corpus import Corpus, load

__all__ = ["Corpus", "load"]


def __getattr__(name: str) -> object:
    # Imported on first use: `hindsight run` decides that there is nothing to do without loading pandas.
    if name in __all__:
        from hindsight.corpus import corpus

        return getattr(corpus, name)
    raise AttributeError(f"module 'hindsight' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
