"""The pieces that the BERT encoder and the GPT decoder share."""
import math

import torch
from torch import nn


class Attention(nn.Module):
    """Multi-head attention over `[batch, sequence, width]` with an additive mask.

    Written with separate projections and plain matrix products, the shape in which most exported models come.
    """

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        assert width % heads == 0, "heads must divide the width"
        self.heads = heads
        self.head_width = width // heads
        self.query = nn.Linear(width, width)
        self.key = nn.Linear(width, width)
        self.value = nn.Linear(width, width)
        self.output = nn.Linear(width, width)

    def split(self, x: torch.Tensor) -> torch.Tensor:
        """`[batch, sequence, width]` to `[batch, heads, sequence, head width]`."""
        return x.view(x.size(0), x.size(1), self.heads, self.head_width).permute(0, 2, 1, 3)

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        q, k, v = self.split(self.query(x)), self.split(self.key(x)), self.split(self.value(x))
        scores = torch.matmul(q, k.transpose(-1, -2)) / math.sqrt(self.head_width)
        weights = torch.softmax(scores + mask, dim=-1)
        mixed = torch.matmul(weights, v).permute(0, 2, 1, 3).contiguous()
        return self.output(mixed.view(mixed.size(0), mixed.size(1), self.heads * self.head_width))


class FeedForward(nn.Module):
    """Two linear layers with the exact (erf) GELU between them."""

    def __init__(self, width: int, inner: int) -> None:
        super().__init__()
        self.up = nn.Linear(width, inner)
        self.activation = nn.GELU()
        self.down = nn.Linear(inner, width)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.down(self.activation(self.up(x)))
