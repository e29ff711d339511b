"""The weights in a CRFsuite model file: read and changed in place.

The layout is that of `crf1d_model.c` in CRFsuite 0.12: a header with the place of the table of features,
and there one record a feature: kind, source, label, weight.
"""

from __future__ import annotations

import struct
from collections.abc import Callable

import pycrfsuite

_FEATURE_TABLE = 28  # bytes from the start of the file to the place of the table of features
_TABLE_HEAD = 12  # bytes before the first record: name, size and number of records
_COUNT = 8  # bytes from the start of the table to the number of records
_RECORD = struct.Struct("<IIId")  # kind (0 state, 1 transition), attribute or label, label, weight
_DOUBLE = struct.Struct("<d")
_MANTISSA = 52  # bits of the fraction of a double

Change = Callable[[str, str, float], float]  # attribute, label, weight -> new weight


def change_weights(model: bytes, change: Change) -> bytes:
    """Return `model` with each weight of an attribute for a label replaced by what `change` gives.

    Weights between labels stay as they are. Attributes and labels keep their numbers: a weight of 0 takes
    a feature out of every reading.
    """
    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(model)
    names = tagger.info()
    attributes = {int(number): name for name, number in names.attributes.items()}
    labels = {int(number): name for name, number in names.labels.items()}
    (start,) = struct.unpack_from("<I", model, _FEATURE_TABLE)
    (count,) = struct.unpack_from("<I", model, start + _COUNT)
    changed = bytearray(model)
    for at in range(start + _TABLE_HEAD, start + _TABLE_HEAD + count * _RECORD.size, _RECORD.size):
        kind, source, label, weight = _RECORD.unpack_from(model, at)
        if kind == 0:
            weight = change(attributes[source], labels[label], weight)
            _RECORD.pack_into(changed, at, kind, source, label, weight)
    return bytes(changed)


def round_weight(weight: float, bits: int) -> float:
    """Return `weight` with `bits` bits of its fraction: the file packs better, the reading is the same.

    Examples
    --------
    >>> round_weight(1.2345, 8), round_weight(-0.01, 8), round_weight(0.0, 8)
    (1.234375, -0.010009765625, 0.0)
    """
    (word,) = struct.unpack("<q", _DOUBLE.pack(weight))
    drop = _MANTISSA - bits
    word = (word + (1 << (drop - 1))) >> drop << drop
    (rounded,) = _DOUBLE.unpack(struct.pack("<q", word))
    return float(rounded)
