/**
 * Draws the icons of the three systems from the two drawings, with a Chromium: `node build/icons/render.mjs`. What it
 * writes is committed; it runs only when a drawing has changed. Chromium by `GATESCOPE_CHROMIUM` or from the PATH.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const here = import.meta.dirname;
const small = await readFile(join(here, 'icon-small.svg'), 'utf8');
const large = await readFile(join(here, 'icon.svg'), 'utf8');
// Apple's grid leaves a margin of 100 in 1024 around the tile; the other systems give the tile the whole square.
const inMargin = large.replace('viewBox="0 0 1024 1024"', 'viewBox="-84 -84 1192 1192"');

const browser = await chromium.launch({
  executablePath: process.env['GATESCOPE_CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--force-color-profile=srgb'],
});
const page = await browser.newPage();

/** Runs in the page. */
const drawn = `async (source, side) => {
  const image = new Image();
  image.src = 'data:image/svg+xml,' + encodeURIComponent(source);
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), { width: side, height: side });
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0, side, side);
  let binary = '';
  for (const byte of context.getImageData(0, 0, side, side).data) binary += String.fromCharCode(byte);
  return { png: canvas.toDataURL('image/png').split(',')[1], rgba: btoa(binary) };
}`;

/** @type {(svg: string, size: number) => Promise<{ png: Buffer, rgba: Buffer }>} */
const draw = async (svg, size) => {
  const sized = svg.replace('<svg ', `<svg width="${size}" height="${size}" `);
  /** @type {{ png: string, rgba: string }} */
  const { png, rgba } = await page.evaluate(`(${drawn})(${JSON.stringify(sized)}, ${size})`);
  return { png: Buffer.from(png, 'base64'), rgba: Buffer.from(rgba, 'base64') };
};

/** @type {(size: number) => string} */
const drawingFor = (size) => (size <= 32 ? small : large);

/**
 * A device-independent bitmap inside an icon: bottom row first, BGRA, then an empty mask of one bit a pixel.
 * @type {(rgba: Buffer, size: number) => Buffer}
 */
const bitmap = (rgba, size) => {
  const head = Buffer.alloc(40);
  head.writeUInt32LE(40, 0);
  head.writeInt32LE(size, 4);
  head.writeInt32LE(size * 2, 8);
  head.writeUInt16LE(1, 12);
  head.writeUInt16LE(32, 14);
  const rows = [];
  for (let y = size - 1; y >= 0; y -= 1) {
    const row = Buffer.from(rgba.subarray(y * size * 4, (y + 1) * size * 4));
    for (let x = 0; x < row.length; x += 4) {
      const red = row.readUInt8(x);
      row.writeUInt8(row.readUInt8(x + 2), x);
      row.writeUInt8(red, x + 2);
    }
    rows.push(row);
  }
  return Buffer.concat([head, ...rows, Buffer.alloc(Math.ceil(size / 32) * 4 * size)]);
};

/** Bitmaps up to 128 (old installers read no others), PNG for 256. @type {(sizes: number[]) => Promise<Buffer>} */
const ico = async (sizes) => {
  const images = [];
  for (const size of sizes) {
    const { png, rgba } = await draw(drawingFor(size), size);
    images.push({ size, data: size >= 256 ? png : bitmap(rgba, size) });
  }
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let start = head.length;
  images.forEach(({ size, data }, n) => {
    const at = 6 + 16 * n;
    head[at] = head[at + 1] = size % 256;
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(data.length, at + 8);
    head.writeUInt32LE(start, at + 12);
    start += data.length;
  });
  return Buffer.concat([head, ...images.map(({ data }) => data)]);
};

/** Type codes of Apple's icon container, each a PNG; the `@2x` ones hold twice their nominal size. */
const icnsTypes = {
  icp4: 16,
  icp5: 32,
  ic11: 32,
  ic12: 64,
  ic07: 128,
  ic08: 256,
  ic13: 256,
  ic09: 512,
  ic14: 512,
  ic10: 1024,
};

const icns = async () => {
  const chunks = [];
  for (const [type, size] of Object.entries(icnsTypes)) {
    const { png } = await draw(size <= 32 ? small : inMargin, size);
    const head = Buffer.alloc(8);
    head.write(type, 0, 'latin1');
    head.writeUInt32BE(png.length + 8, 4);
    chunks.push(head, png);
  }
  const body = Buffer.concat(chunks);
  const head = Buffer.alloc(8);
  head.write('icns', 0, 'latin1');
  head.writeUInt32BE(body.length + 8, 4);
  return Buffer.concat([head, body]);
};

const linux = join(here, 'linux');
await mkdir(linux, { recursive: true });
for (const size of [16, 24, 32, 48, 64, 128, 256, 512, 1024]) {
  await writeFile(join(linux, `${size}x${size}.png`), (await draw(drawingFor(size), size)).png);
}
await writeFile(join(here, 'icon.ico'), await ico([16, 24, 32, 48, 64, 128, 256]));
await writeFile(join(here, 'icon.icns'), await icns());
await browser.close();
