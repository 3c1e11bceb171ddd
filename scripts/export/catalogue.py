"""What the gallery holds: one entry a model, in the order in which the page shows them."""
from collections.abc import Callable
from dataclasses import dataclass, field

import torch
import torchvision
from torch import nn

from architectures.bert import Bert
from architectures.gpt import Gpt
from architectures.recurrent import LstmClassifier
from architectures.tiny import TinyAttention, TinyConv, trained
from architectures.vision import Espcn, Mixer, UNet


@dataclass(frozen=True)
class Entry:
    """One gallery model. `dims` holds the default of every dimension that stays open in the file."""

    id: str
    title: str
    family: str
    look: str
    build: Callable[[], nn.Module]
    inputs: dict[str, torch.Tensor]
    output: str
    axes: dict[str, dict[int, str]] = field(default_factory=dict)
    dims: dict[str, int] = field(default_factory=dict)
    opset: int = 17
    # Exported as during training, BatchNormalization stays a node instead of being folded into its convolution.
    keep_batch_norm: bool = False
    # Small models carry their weights; for the others only the shapes are shipped.
    weights_inside: bool = False


TOKENS = {0: "batch", 1: "sequence"}
TOKEN_DIMS = {"batch": 1, "sequence": 128}
EXAMPLE = (2, 24)


def image(size: int) -> dict[str, torch.Tensor]:
    return {"input": torch.zeros(1, 3, size, size)}


def encoder(id: str, title: str, look: str, build: Callable[[], nn.Module]) -> Entry:
    names = ("input_ids", "attention_mask", "token_type_ids")
    inputs = {name: torch.full(EXAMPLE, int(name == "attention_mask"), dtype=torch.long) for name in names}
    axes = {**{name: TOKENS for name in names}, "pooled": {0: "batch"}}
    # Opset 14 has no LayerNormalization yet: these two show it written out, as most BERT files in the wild do.
    return Entry(id, title, "text", look, build, inputs, "pooled", axes, TOKEN_DIMS, opset=14)


def reader(id: str, title: str, look: str, build: Callable[[], nn.Module]) -> Entry:
    axes = {"input_ids": TOKENS, "logits": {0: "batch"}}
    return Entry(
        id, title, "text", look, build, {"input_ids": torch.zeros(EXAMPLE, dtype=torch.long)}, "logits", axes, TOKEN_DIMS
    )


def classifier(id: str, title: str, look: str, size: int = 224, **options: object) -> Entry:
    """A torchvision classifier by its constructor's name, with seeded weights."""
    extra = {"init_weights": False} if id == "inception_v3" else {}

    def build() -> nn.Module:
        return getattr(torchvision.models, id)(weights=None, **extra)

    return Entry(id, title, "image", look, build, image(size), "logits", **options)


CATALOGUE = [
    Entry(
        "tiny_attention",
        "Tiny attention",
        "starter",
        "Only the first token leaves the block, so the queries and the feed-forward layers need to see one token.",
        lambda: trained(TinyAttention(), 400),
        {"tokens": torch.zeros(1, TinyAttention.tokens, TinyAttention.width)},
        "logits",
        weights_inside=True,
    ),
    Entry(
        "tiny_conv",
        "Tiny convolution",
        "starter",
        "Watch padding and BatchNormalization vanish into convolutions, and the average pool move in front of the 1×1.",
        lambda: trained(TinyConv(), 300),
        {"image": torch.zeros(1, 1, TinyConv.size, TinyConv.size)},
        "logits",
        keep_batch_norm=True,
        weights_inside=True,
    ),
    classifier(
        "densenet121",
        "DenseNet-121",
        "Three transitions pool behind a 1×1 convolution: pooling first leaves it a quarter of its work.",
    ),
    encoder(
        "bert_mini",
        "BERT mini",
        "Only the first token is pooled: follow it as it moves up through the last of the four layers.",
        lambda: Bert(layers=4, width=256, heads=4),
    ),
    classifier(
        "squeezenet1_1",
        "SqueezeNet 1.1",
        "Eight Fire modules, each a Concat of two convolutions that the next one reads.",
    ),
    classifier("resnet18", "ResNet-18", "Nothing to remove but products: watch its 3×3 convolutions be computed tile by tile."),
    classifier("resnet50", "ResNet-50", "Bottlenecks of 1×1, 3×3, 1×1: look at the strided ones, where the width changes."),
    classifier(
        "inception_v3",
        "Inception v3",
        "Four branches a block, one behind an average pool that sits next to a 1×1 convolution.",
        size=299,
    ),
    encoder(
        "bert_base",
        "BERT base",
        "Twelve layers, of which the last works on one token once the pooled Gather has moved up.",
        lambda: Bert(layers=12, width=768, heads=12),
    ),
    classifier(
        "vit_b_16",
        "ViT-B/16",
        "The class token alone reaches the head, so the last block can forget the other 196.",
    ),
    reader(
        "gpt_mini",
        "GPT mini",
        "A decoder asked for the next token only: its last block needs every key and value, but one query.",
        lambda: Gpt(layers=4, width=256, heads=4, vocabulary=8192),
    ),
    classifier(
        "mobilenet_v2",
        "MobileNet v2",
        "Depthwise convolutions between 1×1 ones, clipped at six.",
    ),
    classifier(
        "mobilenet_v3_small",
        "MobileNet v3 small",
        "BatchNormalization is left in: see all of it fold away, beside squeeze-and-excitation and hard swish.",
        keep_batch_norm=True,
    ),
    classifier(
        "shufflenet_v2_x1_0",
        "ShuffleNet v2",
        "Channels are split and shuffled by reshapes and transposes, which weights can absorb.",
    ),
    Entry(
        "mlp_mixer",
        "MLP-Mixer",
        "image",
        "No attention: each block transposes twice, and LayerNormalization's scale can join the matrix behind it.",
        Mixer,
        image(224),
        "logits",
    ),
    Entry(
        "unet_small",
        "U-Net",
        "image",
        "Each way up convolves a Concat of skipped and upsampled features: a sum of two convolutions does the same.",
        UNet,
        {"input": torch.zeros(1, 3, 128, 128)},
        "mask",
    ),
    Entry(
        "espcn",
        "ESPCN super-resolution",
        "image",
        "Three convolutions and a sub-pixel shuffle at an open image size: short enough to read every node.",
        Espcn,
        {"luma": torch.zeros(1, 1, 96, 96)},
        "upscaled",
        axes={"luma": {2: "height", 3: "width"}, "upscaled": {2: "out_height", 3: "out_width"}},
        dims={"height": 96, "width": 96},
    ),
    reader(
        "lstm_classifier",
        "LSTM classifier",
        "Two recurrent layers read every token, and all that follows them could look at the last one only.",
        LstmClassifier,
    ),
]
