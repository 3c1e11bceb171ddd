"""BERT (Devlin et al., 2018): the whole encoder with embeddings and pooler, post-norm residual blocks."""
import torch
from torch import nn

from .transformer import Attention, FeedForward


class Block(nn.Module):
    def __init__(self, width: int, heads: int, inner: int) -> None:
        super().__init__()
        self.attention = Attention(width, heads)
        self.attention_norm = nn.LayerNorm(width, eps=1e-12)
        self.feed_forward = FeedForward(width, inner)
        self.output_norm = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        x = self.attention_norm(x + self.attention(x, mask))
        return self.output_norm(x + self.feed_forward(x))


class Bert(nn.Module):
    """Token ids, attention mask and token types, each `[batch, sequence]`, to the pooled first token `[batch, width]`."""

    def __init__(self, layers: int, width: int, heads: int, vocabulary: int = 30522, positions: int = 512) -> None:
        super().__init__()
        self.tokens = nn.Embedding(vocabulary, width)
        self.positions = nn.Embedding(positions, width)
        self.types = nn.Embedding(2, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Block(width, heads, 4 * width) for _ in range(layers))
        self.pooler = nn.Linear(width, width)
        self.register_buffer("position_ids", torch.arange(positions).unsqueeze(0), persistent=False)

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> torch.Tensor:
        places = self.position_ids[:, : input_ids.size(1)]
        x = self.norm(self.tokens(input_ids) + self.types(token_type_ids) + self.positions(places))
        # Added to the logits: 0 where a token is, far below any logit where there is padding.
        mask = (1.0 - attention_mask[:, None, None, :].to(x.dtype)) * -10000.0
        for layer in self.layers:
            x = layer(x, mask)
        return torch.tanh(self.pooler(x[:, 0]))
