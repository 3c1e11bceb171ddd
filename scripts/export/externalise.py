"""Moves a model's large weights to an external file that is declared but not written."""
from onnx import ModelProto, TensorProto

THRESHOLD_BYTES = 1024
# Where external data may be mapped into memory, ONNX asks for offsets on page boundaries.
PAGE_BYTES = 4096


def float_bytes(model: ModelProto) -> int:
    """Bytes of all float initializers, those declared external included."""
    total = 0
    for tensor in model.graph.initializer:
        if tensor.data_type == TensorProto.FLOAT:
            count = 1
            for dim in tensor.dims:
                count *= dim
            total += 4 * count
    return total


def externalise(model: ModelProto, location: str) -> int:
    """Replaces the bytes of every float initializer over 1 KB by a reference to `location`; returns how many moved."""
    offset = moved = 0
    for tensor in model.graph.initializer:
        if tensor.data_type != TensorProto.FLOAT or len(tensor.raw_data) <= THRESHOLD_BYTES:
            continue
        size = len(tensor.raw_data)
        tensor.ClearField("raw_data")
        tensor.data_location = TensorProto.EXTERNAL
        for key, value in (("location", location), ("offset", str(offset)), ("length", str(size))):
            entry = tensor.external_data.add()
            entry.key, entry.value = key, value
        offset += -(-size // PAGE_BYTES) * PAGE_BYTES
        moved += 1
    return moved
