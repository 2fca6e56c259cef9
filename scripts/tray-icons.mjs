/**
 * Draws the tray icon's states from resources/tray.png (8-bit RGBA): a dot in the corner for "running" and "needs you", and the icon
 * faded with a pause sign. Run it after the icon changed: node scripts/tray-icons.mjs
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { root } from './setup/paths.mjs';

const bytesPerPixel = 4;
const white = [255, 255, 255];
const green = [46, 160, 67];
const amber = [240, 140, 0];
const grey = [73, 80, 87];

function decode(png) {
  const data = [];
  let size = { width: 0, height: 0 };
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const chunk = png.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') {
      if (chunk[8] !== 8 || chunk[9] !== 6 || chunk[12] !== 0)
        throw new Error('tray.png must be 8-bit RGBA, not interlaced');
      size = { width: chunk.readUInt32BE(0), height: chunk.readUInt32BE(4) };
    }
    if (type === 'IDAT') data.push(chunk);
    at += length + 12;
  }
  return { ...size, pixels: unfilter(inflateSync(Buffer.concat(data)), size) };
}

/** RFC 2083, 6: each line begins with the filter that its bytes were put through. */
function unfilter(lines, { width, height }) {
  const stride = width * bytesPerPixel;
  const pixels = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = lines[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const left = x >= bytesPerPixel ? pixels[y * stride + x - bytesPerPixel] : 0;
      const up = y > 0 ? pixels[(y - 1) * stride + x] : 0;
      const corner = x >= bytesPerPixel && y > 0 ? pixels[(y - 1) * stride + x - bytesPerPixel] : 0;
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      pixels[y * stride + x] = (lines[y * (stride + 1) + 1 + x] + predicted) & 0xff;
    }
  }
  return pixels;
}

function paeth(left, up, corner) {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

function encode({ width, height, pixels }) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const stride = width * bytesPerPixel;
  const lines = Buffer.alloc((stride + 1) * height);
  for (let y = 0; y < height; y++) pixels.copy(lines, y * (stride + 1) + 1, y * stride, (y + 1) * stride);
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Blends a colour over what is there; `cover` says how much of the pixel at (x, y) it covers, 0 to 1. */
function paint(image, colour, cover) {
  const pixels = Buffer.from(image.pixels);
  for (let y = 0; y < image.height; y++)
    for (let x = 0; x < image.width; x++) {
      const share = Math.min(1, Math.max(0, cover(x + 0.5, y + 0.5)));
      const at = (y * image.width + x) * bytesPerPixel;
      const alpha = pixels[at + 3] / 255;
      const whole = share + alpha * (1 - share);
      for (let part = 0; part < 3 && whole > 0; part++)
        pixels[at + part] = (colour[part] * share + pixels[at + part] * alpha * (1 - share)) / whole;
      pixels[at + 3] = whole * 255;
    }
  return { ...image, pixels };
}

const disc = (cx, cy, radius) => (x, y) => radius - Math.hypot(x - cx, y - cy) + 0.5;
const bar = (left, top, width, height) => (x, y) =>
  x >= left && x <= left + width && y >= top && y <= top + height ? 1 : 0;

function dot(image, colour) {
  const [cx, cy] = [image.width * 0.74, image.height * 0.74];
  return paint(paint(image, white, disc(cx, cy, image.width * 0.26)), colour, disc(cx, cy, image.width * 0.2));
}

function paused(image) {
  const pixels = Buffer.from(image.pixels);
  for (let at = 3; at < pixels.length; at += bytesPerPixel) pixels[at] *= 0.55;
  const { width: w, height: h } = image;
  let sign = dot({ ...image, pixels }, grey);
  for (const left of [0.66, 0.76]) sign = paint(sign, white, bar(w * left, h * 0.64, w * 0.055, h * 0.2));
  return sign;
}

const resources = join(root, 'resources');
const icon = decode(readFileSync(join(resources, 'tray.png')));
const states = { running: dot(icon, green), 'needs-you': dot(icon, amber), paused: paused(icon) };
for (const [name, image] of Object.entries(states)) writeFileSync(join(resources, `tray-${name}.png`), encode(image));
