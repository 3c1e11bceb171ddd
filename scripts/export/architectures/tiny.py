"""Two models small enough to ship with their weights inside, each trained here in seconds on a task made up on the spot."""
import torch
from torch import nn

from .transformer import Attention, FeedForward


class TinyAttention(nn.Module):
    """One pre-norm attention block over `[1, 64, 40]`; its first token says which key the sequence holds. `[1, 4]`."""

    tokens, width, classes = 64, 40, 4

    def __init__(self) -> None:
        super().__init__()
        self.attention_norm = nn.LayerNorm(self.width)
        self.attention = Attention(self.width, 4)
        self.feed_forward_norm = nn.LayerNorm(self.width)
        self.feed_forward = FeedForward(self.width, self.width)
        self.norm = nn.LayerNorm(self.width)
        self.head = nn.Linear(self.width, self.classes)
        self.register_buffer("mask", torch.zeros(1, 1, 1, self.tokens), persistent=False)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = x + self.attention(self.attention_norm(x), self.mask)
        x = x + self.feed_forward(self.feed_forward_norm(x))
        return self.head(self.norm(x)[:, 0])

    @classmethod
    def batch(cls, size: int) -> tuple[torch.Tensor, torch.Tensor]:
        """Noise in which one token carries a marked class: the first token has to find it."""
        x = 0.5 * torch.randn(size, cls.tokens, cls.width)
        y = torch.randint(0, cls.classes, (size,))
        place = torch.randint(1, cls.tokens, (size,))
        rows = torch.arange(size)
        x[:, 0, 0] = 3.0
        x[rows, place, 1] = 3.0
        x[rows, place, 2 + y] = 3.0
        return x, y


class TinyConv(nn.Module):
    """Tells four drawn shapes apart: `[1, 1, 32, 32]` to `[1, 4]`. The average pool stands behind a 1×1 convolution."""

    size, classes = 32, 4

    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(
            nn.ZeroPad2d(1),
            nn.Conv2d(1, 16, 3, bias=False),
            nn.BatchNorm2d(16),
            nn.ReLU(),
            nn.Conv2d(16, 24, 1),
            nn.AvgPool2d(2),
            nn.Conv2d(24, 24, 3, padding=1, bias=False),
            nn.BatchNorm2d(24),
            nn.ReLU(),
            nn.MaxPool2d(2),
        )
        self.left = nn.Conv2d(24, 16, 1)
        self.right = nn.Conv2d(24, 16, 3, padding=1)
        self.head = nn.Linear(32, self.classes)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.features(x)
        x = torch.relu(torch.cat([self.left(x), self.right(x)], dim=1))
        return self.head(x.mean(dim=(2, 3)))

    @classmethod
    def batch(cls, size: int) -> tuple[torch.Tensor, torch.Tensor]:
        """Discs, squares, crosses and rings at random places and sizes, under noise."""
        axis = torch.arange(cls.size, dtype=torch.float32)
        y = torch.randint(0, cls.classes, (size,))
        cx, cy = (torch.randint(9, 23, (size, 1, 1)).float() for _ in range(2))
        radius = torch.randint(4, 9, (size, 1, 1)).float()
        dx, dy = (axis[None, None, :] - cx).abs(), (axis[None, :, None] - cy).abs()
        far = torch.sqrt(dx**2 + dy**2)
        inside = torch.maximum(dx, dy) <= radius
        drawn = torch.stack(
            [far <= radius, inside, inside & (torch.minimum(dx, dy) <= 1), (far <= radius) & (far > radius - 2)]
        )
        image = drawn[y, torch.arange(size)].float()
        return (image + 0.2 * torch.randn_like(image)).unsqueeze(1), y


def trained(model: nn.Module, steps: int) -> nn.Module:
    """Trains on fresh batches from the model's own task; fails where it learns nothing, so no dud is shipped."""
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
    model.train()
    for _ in range(steps):
        x, y = model.batch(64)
        loss = nn.functional.cross_entropy(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    model.eval()
    with torch.no_grad():
        x, y = model.batch(512)
        accuracy = (model(x).argmax(1) == y).float().mean().item()
    print(f"  {type(model).__name__}: accuracy {accuracy:.3f} after {steps} steps")
    if accuracy < 0.9:
        raise RuntimeError(f"{type(model).__name__} did not learn its task (accuracy {accuracy:.3f})")
    return model
