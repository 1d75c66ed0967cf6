"""Values and errors of Spark as JSON that loses nothing."""
import json
import math
import re
import struct

from pyspark.sql import types


def float_text(value, single):
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == 0 and math.copysign(1, value) < 0:
        return "-0.0"
    if not single:
        return value
    for digits in range(1, 10):  # a float by its shortest text
        text = f"{value:.{digits}g}"
        if struct.pack("f", float(text)) == struct.pack("f", value):
            return float(text)
    return value


def lossless(value, kind):
    """A value as JSON that loses nothing; `kind` is PySpark's type."""
    if value is None:
        return None
    if isinstance(kind, (types.LongType, types.TimestampType, types.TimestampNTZType)):
        return str(value)
    if isinstance(kind, types.DecimalType):
        return format(value, "f")
    if isinstance(kind, (types.FloatType, types.DoubleType)):
        return float_text(value, isinstance(kind, types.FloatType))
    if isinstance(kind, types.BinaryType):
        return bytes(value).hex()
    if isinstance(kind, types.ArrayType):
        return [lossless(item, kind.elementType) for item in value]
    if isinstance(kind, types.MapType):
        pairs = [[lossless(k, kind.keyType), lossless(v, kind.valueType)] for k, v in value.items()]
        # A map has no order: both sides are sorted.
        return sorted(pairs, key=lambda pair: json.dumps(pair[0], ensure_ascii=False, separators=(",", ":")))
    if isinstance(kind, types.StructType):
        return [[field.name, lossless(item, field.dataType)] for field, item in zip(kind.fields, value)]
    return value


def error_class(error):
    try:
        found = error.getCondition()
    except Exception:
        found = None
    if found:
        return found
    text = re.search(r"\[([A-Z][A-Z0-9_.]+)\]", str(error))
    return text.group(1) if text else type(error).__name__
