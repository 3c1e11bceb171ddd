"""Runs one of the peers on a model: optimize.py TOOL IN.onnx OUT.onnx [KIND]

TOOL: onnxsim, onnxslim, onnxoptimizer, onnxruntime, transformers or transformers-alone. KIND is the model type of
onnxruntime's transformer optimizer (bert, vit). Prints one line of JSON: {"tool", "version", "seconds", "nodes"}, or {"tool", "error"} with status 1.
"""

import importlib.util
import json
import sys
import time
import types
from importlib.metadata import version

import onnx


def run_onnxsim(source, target, _kind):
    import onnxsim

    model, _ = onnxsim.simplify(onnx.load(source))
    onnx.save(model, target)


def run_onnxslim(source, target, _kind):
    import onnxslim

    onnx.save(onnxslim.slim(onnx.load(source)), target)


def run_onnxoptimizer(source, target, _kind):
    import onnxoptimizer

    # Every pass that its authors count as an optimization; the others split or change models for other purposes.
    passes = onnxoptimizer.get_fuse_and_elimination_passes()
    onnx.save(onnxoptimizer.optimize(onnx.load(source), passes, fixed_point=True), target)


def run_onnxruntime(source, target, _kind):
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # `all` would write layouts of this very processor, which onnxruntime-web cannot load; its session applies `all` anyway.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = target
    options.log_severity_level = 3
    onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])


def run_transformers(source, target, kind, **options):
    # The optimizer imports torch only to ask which GPU it was built for, which matters to nothing here; torch has 2 GB.
    if importlib.util.find_spec("torch") is None:
        torch = types.ModuleType("torch")
        torch.version = types.SimpleNamespace(hip=None, cuda=None)
        sys.modules["torch"] = torch
    from onnxruntime.transformers import optimizer

    optimized = optimizer.optimize_model(source, model_type=kind, num_heads=0, hidden_size=0, **options)
    optimized.save_model_to_file(target)


def run_transformers_alone(source, target, kind):
    # Without onnxruntime's own optimizer before it, whose output it takes wrongly on some models.
    run_transformers(source, target, kind, opt_level=0)


TOOLS = {
    "onnxsim": (run_onnxsim, "onnxsim"),
    "onnxslim": (run_onnxslim, "onnxslim"),
    "onnxoptimizer": (run_onnxoptimizer, "onnxoptimizer"),
    "onnxruntime": (run_onnxruntime, "onnxruntime"),
    "transformers": (run_transformers, "onnxruntime"),
    "transformers-alone": (run_transformers_alone, "onnxruntime"),
}


def main():
    tool, source, target = sys.argv[1:4]
    kind = sys.argv[4] if len(sys.argv) > 4 else "bert"
    run, package = TOOLS[tool]
    begin = time.perf_counter()
    try:
        run(source, target, kind)
        nodes = len(onnx.load(target, load_external_data=False).graph.node)
    except Exception as error:  # whatever a tool throws is its result
        print(json.dumps({"tool": tool, "error": f"{type(error).__name__}: {error}"[:300]}))
        return 1
    seconds = time.perf_counter() - begin
    print(json.dumps({"tool": tool, "version": version(package), "seconds": round(seconds, 2), "nodes": nodes}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
