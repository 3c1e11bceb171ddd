"""A GPT-2 style decoder (Radford et al., 2019): pre-norm blocks, causal mask, output head tied to the embedding."""
import torch
from torch import nn

from .transformer import Attention, FeedForward


class Block(nn.Module):
    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.attention_norm = nn.LayerNorm(width)
        self.attention = Attention(width, heads)
        self.feed_forward_norm = nn.LayerNorm(width)
        self.feed_forward = FeedForward(width, 4 * width)

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        x = x + self.attention(self.attention_norm(x), mask)
        return x + self.feed_forward(self.feed_forward_norm(x))


class Gpt(nn.Module):
    """Token ids `[batch, sequence]` to the next token's logits `[batch, vocabulary]`: the last position's."""

    def __init__(self, layers: int, width: int, heads: int, vocabulary: int, positions: int = 512) -> None:
        super().__init__()
        self.tokens = nn.Embedding(vocabulary, width)
        self.positions = nn.Embedding(positions, width)
        self.layers = nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, vocabulary, bias=False)
        self.register_buffer("position_ids", torch.arange(positions).unsqueeze(0), persistent=False)

    def forward(self, input_ids: torch.Tensor) -> torch.Tensor:
        length = input_ids.size(1)
        places = self.position_ids[:, :length]
        x = self.tokens(input_ids) + self.positions(places)
        # Added to the logits: 0 up to a token's own place, far below any logit behind it.
        mask = (places.transpose(0, 1) < places).to(x.dtype) * -10000.0
        for layer in self.layers:
            x = layer(x, mask)
        return self.head(self.norm(x)[:, -1])
