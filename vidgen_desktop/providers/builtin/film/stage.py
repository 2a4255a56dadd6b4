"""The picture as a MoviePy clip: every frame draws the layers where the camera sees them."""

import numpy as np
import skia
from moviepy.video.VideoClip import VideoClip

from vidgen_desktop.providers.builtin.film.camera import place, view_at
from vidgen_desktop.providers.builtin.film.job import FilmJob
from vidgen_desktop.providers.builtin.pictures.layers import Layer, Picture

LINEAR = skia.SamplingOptions(skia.FilterMode.kLinear)


class StageClip(VideoClip):
    """The layers of a picture under a moving camera, with a veil that keeps words readable."""

    def __init__(self, picture: Picture, job: FilmJob) -> None:
        super().__init__(duration=(job.frames + 0.5) / job.fps)
        self.size = (job.width, job.height)
        self.frame_function = self.draw
        self.veil: skia.Image | None = None
        self._picture, self._job = picture, job
        self._phase = job.seed % 997 / 997
        self._rgba = np.zeros((job.height, job.width, 4), np.uint8)
        # Unpremultiplied on purpose: Skia's fast path for that draws three times as fast as
        # its old one for premultiplied surfaces, and opaque pixels are the same in both.
        self._surface = skia.Surface(
            self._rgba, skia.kRGBA_8888_ColorType, skia.kUnpremul_AlphaType
        )
        self._canvas = self._surface.getCanvas()
        self._packed = np.zeros(job.height * job.width * 3 + 1, np.uint8)
        self._backdrop = self._painted_backdrop()

    @property
    def _middle(self) -> tuple[float, float]:
        """Where a picture lies that does not move: whole pixels."""
        job, picture = self._job, self._picture
        return (job.width - picture.width) // 2, (job.height - picture.height) // 2

    def _painted_backdrop(self) -> np.ndarray | None:
        """The fixed first layer as it looks in every frame."""
        layer = self._picture.layers[0]
        if not layer.fixed:
            return None
        self._canvas.drawImage(layer.image, *self._middle)
        return self._rgba.copy()

    def draw(self, t: float) -> np.ndarray:
        """The frame at a time, RGB; the array is used again for the next frame."""
        job, picture = self._job, self._picture
        view = view_at(job.move, t, job.seconds, self._phase)
        size, whole = self.size, (picture.width, picture.height)
        placings = [place(view, layer.depth, size, whole) for layer in picture.layers]
        # What a nearer layer covers completely need not be drawn.
        hidden = float(job.height)
        lines: list[float] = []
        for layer, placing in zip(reversed(picture.layers), reversed(placings), strict=True):
            lines.append(hidden)
            hidden = min(hidden, placing.y + placing.scale * layer.solid + 1)
        if self._backdrop is not None:
            np.copyto(self._rgba, self._backdrop)
        for layer, placing, line in zip(picture.layers, placings, reversed(lines), strict=True):
            self._draw_layer(layer, placing.scale, placing.x, placing.y, line, t)
        if self.veil is not None:
            self._canvas.drawImage(self.veil, 0, 0)
        return self._rgb()

    def _draw_layer(
        self, layer: Layer, scale: float, x: float, y: float, line: float, t: float
    ) -> None:
        canvas = self._canvas
        if layer.fixed:
            scale, x, y = 1.0, *self._middle
        canvas.save()
        canvas.clipRect(skia.Rect.MakeWH(self._job.width, max(0, int(line) + 1)))
        canvas.translate(x, y)
        canvas.scale(scale, scale)
        if not layer.fixed:
            canvas.drawImage(layer.image, layer.left, layer.top, LINEAR)
        if layer.live is not None:
            layer.live(canvas, t)
        canvas.restore()

    def _rgb(self) -> np.ndarray:
        """RGBA to RGB: whole pixels are written three bytes apart, each over the last's alpha."""
        count = self._job.width * self._job.height
        words = np.ndarray((count - 1,), np.uint32, self._packed.data, 0, (3,))
        words[:] = self._rgba.view(np.uint32).reshape(-1)[:-1]
        self._packed[3 * (count - 1) : 3 * count] = self._rgba[-1, -1, :3]
        return self._packed[: 3 * count].reshape(self._job.height, self._job.width, 3)
