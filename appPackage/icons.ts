/** Draws color.png and outline.png anew: node appPackage/icons.ts */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Colour, png } from './png.ts';

type Point = readonly [number, number];

/** The pulse, in units of the icon's width. */
const pulse: readonly Point[] = [
  [0.2, 0.53],
  [0.35, 0.53],
  [0.43, 0.31],
  [0.54, 0.7],
  [0.62, 0.45],
  [0.67, 0.53],
  [0.8, 0.53],
];
const centre: Point = [0.5, 0.5];
const blue: readonly [number, number, number] = [0.07, 0.25, 0.5];
const teal: readonly [number, number, number] = [0.1, 0.56, 0.66];

const between = (a: Point, b: Point) => Math.hypot(a[0] - b[0], a[1] - b[1]);

function toSegment(p: Point, a: Point, b: Point): number {
  const length = between(a, b) ** 2;
  const along = ((p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1])) / length;
  const t = Math.min(1, Math.max(0, along));
  return between(p, [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]);
}
const toPulse = (p: Point) => Math.min(...pulse.slice(1).map((b, i) => toSegment(p, pulse[i] ?? b, b)));

/** How much of a pixel lies inside a shape whose edge is `distance` away (negative inside), both in widths. */
const coverage = (distance: number, size: number) => Math.min(1, Math.max(0, 0.5 - distance * size));

/** A white pulse and ring on a square that runs from blue to teal: Teams rounds the corners itself. */
export const colour = (size: number) =>
  png(size, (x, y): Colour => {
    const p: Point = [(x + 0.5) / size, (y + 0.5) / size];
    const mix = (p[0] + p[1]) / 2;
    const ink = Math.max(coverage(toPulse(p) - 0.026, size), coverage(Math.abs(between(p, centre) - 0.385) - 0.018, size) * 0.9);
    const part = (channel: 0 | 1 | 2) => (blue[channel] * (1 - mix) + teal[channel] * mix) * (1 - ink) + ink;
    return [part(0), part(1), part(2), 1];
  });

/** The same in white on nothing, with strokes that hold at 32 pixels. */
export const outline = (size: number) =>
  png(size, (x, y): Colour => {
    const p: Point = [(x + 0.5) / size, (y + 0.5) / size];
    return [1, 1, 1, Math.max(coverage(toPulse(p) - 0.034, size), coverage(Math.abs(between(p, centre) - 0.43) - 0.03, size))];
  });

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('color.png', import.meta.url), colour(192));
  writeFileSync(new URL('outline.png', import.meta.url), outline(32));
}
