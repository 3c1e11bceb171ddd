"""A recurrent text classifier."""
import torch
from torch import nn


class LstmClassifier(nn.Module):
    """Token ids `[batch, sequence]` to class logits `[batch, classes]` from the last position of a two-layer LSTM."""

    def __init__(self, vocabulary: int = 8192, width: int = 128, hidden: int = 192, classes: int = 8) -> None:
        super().__init__()
        self.tokens = nn.Embedding(vocabulary, width)
        self.lstm = nn.LSTM(width, hidden, num_layers=2, batch_first=True)
        self.norm = nn.LayerNorm(hidden)
        self.hidden = nn.Linear(hidden, hidden)
        self.head = nn.Linear(hidden, classes)

    def forward(self, input_ids: torch.Tensor) -> torch.Tensor:
        states, _ = self.lstm(self.tokens(input_ids))
        features = torch.tanh(self.hidden(self.norm(states)))
        return self.head(features)[:, -1]
