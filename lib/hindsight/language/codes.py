"""Features as numbers: a feature is a set of facts, its number the codes of the facts joined by exclusive or.

A fact is a value in a role ("the form of the next word is *house*"); its code is 48 bits of a cryptographic
hash, so that it is the same everywhere and needs no list of words. Two features share a number about once in
10^14 pairs. Zobrist (1970) has the joining, Ganchev and Dredze (2008) features without a list of them.
Numbers are found in a table three times as fast as the words they stand for.
"""

from __future__ import annotations

from hashlib import blake2b

CODE_BYTES = 6
_MOST_KEPT = 100_000  # values of one role; a hostile text must not fill the memory


def code(text: str) -> int:
    """Return the code of a text, the same on every machine.

    Examples
    --------
    >>> code("house") < 2 ** (8 * CODE_BYTES), code("house") == code("house"), code("house") == code("mouse")
    (True, True, False)
    """
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=CODE_BYTES).digest()
    return int.from_bytes(digest, "little")


class Role(dict[str, int]):
    """The codes of values in one role, made on first use.

    Parameters
    ----------
    name : str
        Roles of one model have different names; features of one model are different sets of roles.

    Examples
    --------
    >>> word, tag = Role("word"), Role("tag")
    >>> word["house"] ^ tag["NN"] == word["house"] ^ tag["VB"], word["NN"] == tag["NN"]
    (False, False)
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def __missing__(self, value: str) -> int:
        if len(self) >= _MOST_KEPT:
            self.clear()
        made = self[value] = code(f"{self.name}={value}")
        return made
