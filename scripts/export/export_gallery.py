"""Exports the gallery: public/models/*.onnx and public/models/gallery.json.

Run with Debian's own interpreter and its packages python3-torch, python3-torchvision and python3-onnx:

    /usr/bin/python3 scripts/export/export_gallery.py [id ...]

With ids, only those models are exported again and the others keep their entry. The same seed gives the same files.
"""
import hashlib
import io
import json
import sys
import warnings
from pathlib import Path

import onnx
import torch
from onnx import ModelProto, TensorProto

sys.path.insert(0, str(Path(__file__).parent))
from catalogue import CATALOGUE, Entry  # noqa: E402
from externalise import externalise, float_bytes  # noqa: E402

OUT = Path(__file__).resolve().parents[2] / "public" / "models"
MAX_BYTES = 300_000
MAX_TINY_BYTES = 60_000
SEED = 20260


def as_if_trained(module: torch.nn.Module) -> None:
    """Spreads every parameter and statistic that is still constant, such as a bias of zeros.

    The exporter stores equal initializers once and reads them through Identity nodes, which no trained model shows.
    """
    with torch.no_grad():
        for tensor in [*module.parameters(), *module.buffers()]:
            if tensor.is_floating_point() and tensor.dim() == 1 and tensor.numel() > 1 and bool((tensor == tensor[0]).all()):
                # A factor around 1 for variances and scales keeps them positive; biases and means start at 0.
                tensor.mul_(torch.rand_like(tensor) + 0.5).add_(0.02 * torch.randn_like(tensor) * (tensor == 0))


def export(entry: Entry) -> ModelProto:
    """The model as PyTorch's exporter writes it, weights included."""
    torch.manual_seed(SEED)
    module = entry.build().eval()
    as_if_trained(module)
    training = torch.onnx.TrainingMode.PRESERVE if entry.keep_batch_norm else torch.onnx.TrainingMode.EVAL
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module,
            tuple(entry.inputs.values()),
            buffer,
            input_names=list(entry.inputs),
            output_names=[entry.output],
            dynamic_axes=entry.axes,
            opset_version=entry.opset,
            do_constant_folding=True,
            training=training,
        )
    return onnx.load_from_string(buffer.getvalue())


def shape_of(value: onnx.ValueInfoProto) -> list[int | str]:
    return [dim.dim_param or dim.dim_value for dim in value.type.tensor_type.shape.dim]


def type_of(value: onnx.ValueInfoProto) -> str:
    return TensorProto.DataType.Name(value.type.tensor_type.elem_type).lower()


def describe(entry: Entry, model: ModelProto, data: bytes) -> dict[str, object]:
    """The entry of gallery.json; `weightBytes` counts all float weights, wherever they are."""
    return {
        "id": entry.id,
        "file": f"{entry.id}.onnx",
        "title": entry.title,
        "family": entry.family,
        "look": entry.look,
        "nodes": len(model.graph.node),
        "bytes": len(data),
        "weightBytes": float_bytes(model),
        "weights": "inside" if entry.weights_inside else "missing",
        "opset": entry.opset,
        "inputs": [
            {"name": value.name, "type": type_of(value), "shape": shape_of(value)} for value in model.graph.input
        ],
        "dims": entry.dims,
        "sha256": hashlib.sha256(data).hexdigest(),
    }


def write(entry: Entry) -> dict[str, object]:
    """Exports, checks and writes one model; returns its entry. Raises where the file would be too large or invalid."""
    model = export(entry)
    onnx.checker.check_model(model)
    if not entry.weights_inside:
        externalise(model, f"{entry.id}.weights.bin")
    data = model.SerializeToString(deterministic=True)
    limit = MAX_TINY_BYTES if entry.weights_inside else MAX_BYTES
    if len(data) > limit:
        raise RuntimeError(f"{entry.id}: {len(data)} bytes are more than the {limit} that the gallery allows")
    (OUT / f"{entry.id}.onnx").write_bytes(data)
    card = describe(entry, model, data)
    print(f"{entry.id}: {card['nodes']} nodes, {len(data)} bytes, weights {card['weightBytes']}", flush=True)
    return card


def write_index(index: Path, known: dict[str, dict[str, object]]) -> None:
    models = [known[entry.id] for entry in CATALOGUE if entry.id in known]
    index.write_text(json.dumps({"version": 1, "models": models}, indent=2, ensure_ascii=False) + "\n")


def main(wanted: list[str]) -> int:
    unknown = set(wanted) - {entry.id for entry in CATALOGUE}
    if unknown:
        print(f"No such model: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    OUT.mkdir(parents=True, exist_ok=True)
    index = OUT / "gallery.json"
    known = {card["id"]: card for card in json.loads(index.read_text())["models"]} if index.exists() else {}
    for entry in CATALOGUE:
        if not wanted or entry.id in wanted:
            known[entry.id] = write(entry)
            # Written after each model, so that the index tells of every file even where a later one fails.
            write_index(index, known)
        elif entry.id in known:
            # What is said about a model can change without its file.
            known[entry.id].update(title=entry.title, family=entry.family, look=entry.look)
    write_index(index, known)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
