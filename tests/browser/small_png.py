"""Screenshots made small: the browser counts the colours and picks a palette, a few lines here write the PNG."""

from __future__ import annotations

import base64
import struct
import zlib

from playwright.sync_api import Page

COLOURS = 128
PALETTE = """async ([png, most]) => {
  const image = new Image();
  image.src = "data:image/png;base64," + png;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.width; canvas.height = image.height;
  const paper = canvas.getContext("2d");
  paper.drawImage(image, 0, 0);
  const pixels = new Uint32Array(paper.getImageData(0, 0, image.width, image.height).data.buffer);
  const counts = new Map();
  for (const pixel of pixels) { counts.set(pixel, (counts.get(pixel) || 0) + 1); }
  const palette = Array.from(counts).sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, most).map(one => one[0]);
  const part = (pixel, shift) => (pixel >>> shift) & 255;
  const nearest = new Map();
  const find = pixel => {
    let best = 0, least = Infinity;
    palette.forEach((colour, place) => {
      const far = [0, 8, 16].reduce((sum, shift) => sum + (part(pixel, shift) - part(colour, shift)) ** 2, 0);
      if (far < least) { least = far; best = place; }
    });
    return best;
  };
  const places = new Uint8Array(pixels.length);
  pixels.forEach((pixel, at) => {
    if (!nearest.has(pixel)) { nearest.set(pixel, find(pixel)); }
    places[at] = nearest.get(pixel);
  });
  let text = "";
  for (let at = 0; at < places.length; at += 32768) {
    text += String.fromCharCode.apply(null, places.subarray(at, at + 32768));
  }
  const colours = palette.map(colour => [part(colour, 0), part(colour, 8), part(colour, 16)]);
  return [image.width, image.height, colours, btoa(text)];
}"""


def smaller(blank: Page, png: bytes) -> bytes:
    """Return a screenshot with at most COLOURS colours; `blank` is any page of a browser."""
    told = [base64.b64encode(png).decode(), COLOURS]
    width, height, colours, places = blank.evaluate(PALETTE, told)
    return written(width, height, colours, base64.b64decode(places))


def written(width: int, height: int, colours: list[list[int]], places: bytes) -> bytes:
    """Return a PNG of palette and pixels."""
    lines = b"".join(b"\0" + places[row * width : (row + 1) * width] for row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    palette = b"".join(bytes(colour) for colour in colours)
    parts = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
