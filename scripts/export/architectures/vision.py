"""Small image models that torchvision does not have."""
import torch
from torch import nn


class DoubleConv(nn.Sequential):
    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__(
            nn.Conv2d(inputs, outputs, 3, padding=1, bias=False),
            nn.BatchNorm2d(outputs),
            nn.ReLU(),
            nn.Conv2d(outputs, outputs, 3, padding=1, bias=False),
            nn.BatchNorm2d(outputs),
            nn.ReLU(),
        )


class UNet(nn.Module):
    """U-Net (Ronneberger et al., 2015) with four levels; upsampled features are concatenated with the skipped ones."""

    def __init__(self, width: int = 16, classes: int = 2) -> None:
        super().__init__()
        widths = [width, 2 * width, 4 * width, 8 * width]
        self.down = nn.ModuleList(DoubleConv(a, b) for a, b in zip([3, *widths[:-1]], widths))
        self.pool = nn.MaxPool2d(2)
        self.grow = nn.ModuleList(nn.Upsample(scale_factor=2, mode="nearest") for _ in widths[1:])
        self.up = nn.ModuleList(DoubleConv(a + b, a) for a, b in zip(widths[:-1], widths[1:]))
        self.head = nn.Conv2d(width, classes, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        skipped: list[torch.Tensor] = []
        for index, level in enumerate(self.down):
            x = level(x if index == 0 else self.pool(x))
            skipped.append(x)
        for index in reversed(range(len(self.up))):
            x = self.up[index](torch.cat([skipped[index], self.grow[index](x)], dim=1))
        return self.head(x)


class Espcn(nn.Module):
    """Super-resolution by sub-pixel convolution (Shi et al., 2016): `[1, 1, h, w]` to `[1, 1, 3h, 3w]`."""

    def __init__(self, upscale: int = 3) -> None:
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 64, 5, padding=2), nn.Tanh(), nn.Conv2d(64, 32, 3, padding=1), nn.Tanh()
        )
        self.expand = nn.Conv2d(32, upscale * upscale, 3, padding=1)
        self.shuffle = nn.PixelShuffle(upscale)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.shuffle(self.expand(self.features(x)))


class MixerBlock(nn.Module):
    def __init__(self, patches: int, width: int) -> None:
        super().__init__()
        self.token_norm = nn.LayerNorm(width)
        self.token_mix = nn.Sequential(nn.Linear(patches, width // 2), nn.GELU(), nn.Linear(width // 2, patches))
        self.channel_norm = nn.LayerNorm(width)
        self.channel_mix = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = x + self.token_mix(self.token_norm(x).transpose(1, 2)).transpose(1, 2)
        return x + self.channel_mix(self.channel_norm(x))


class Mixer(nn.Module):
    """MLP-Mixer (Tolstikhin et al., 2021): attention-free, it transposes between tokens and channels."""

    def __init__(self, layers: int = 6, width: int = 256, image: int = 224, patch: int = 16) -> None:
        super().__init__()
        self.stem = nn.Conv2d(3, width, patch, stride=patch)
        self.blocks = nn.Sequential(*(MixerBlock((image // patch) ** 2, width) for _ in range(layers)))
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, 1000)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.stem(x).flatten(2).transpose(1, 2)
        return self.head(self.norm(self.blocks(x)).mean(dim=1))
