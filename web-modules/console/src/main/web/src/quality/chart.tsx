import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import type { Measured, Sample } from './model.ts';
import { curve } from './model.ts';

/** Width of the value axis; the timeline above stands on the same left edge. */
export const AXIS_PX = 64;
/** To the right of the last value: half of the text of its time, which stands below its middle and would be cut off. */
export const RIGHT_PX = 28;

const HEIGHT = 150;

/** All charts of a page show the same moment under the pointer. */
const sync = uPlot.sync('call');

/** What a chart shows of a person. */
export interface Line {
  value: (sample: Sample) => number | null;
  /** Told apart from the person's other lines by dashes. */
  dashed?: boolean;
}

interface ChartProps {
  title: string;
  /** The chart in a sentence, for who does not see it. */
  summary: string;
  people: readonly Measured[];
  lines: readonly Line[];
  stepMs: number;
  /** Ends of the time axis, in ms. */
  from: number;
  to: number;
  /** The value axis begins at 0 unless it says otherwise. */
  range?: [number, number] | undefined;
  format: (value: number) => string;
  /** From here on it is bad: a line across. */
  limit?: number | undefined;
}

/** Curves of several people over time. The numbers stand in the table as well. */
export function Chart({ title, summary, people, lines, stepMs, from, to, range, format, limit }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const latest = useRef({ range, format, limit });
  latest.current = { range, format, limit };
  const shape = `${people.map((person) => person.identity).join(' ')}|${lines.length}`;
  const data = joined(people, lines, stepMs);
  const dataNow = useRef(data);
  dataNow.current = data;
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const made = new uPlot(options(element.clientWidth, people.length, lines, latest.current), dataNow.current, element);
    plot.current = made;
    const resized = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: HEIGHT }));
    resized.observe(element);
    const forget = onTheme(() => made.redraw(false, true));
    return () => {
      forget();
      resized.disconnect();
      made.destroy();
      plot.current = undefined;
    };
    // A chart is made anew for other lines only; values and times flow into it below.
    }, [shape]);
  useEffect(() => {
    plot.current?.setData(data, false);
    plot.current?.setScale('x', { min: from / 1000, max: Math.max(to, from + 1000) / 1000 });
  });
  return (
    <figure className="chart" role="group" aria-label={title}>
      <figcaption className="chart-title">{title}</figcaption>
      <div ref={place} className="chart-place" role="img" aria-label={summary} style={{ height: HEIGHT }} />
    </figure>
  );
}

function joined(people: readonly Measured[], lines: readonly Line[], stepMs: number): uPlot.AlignedData {
  const tables = people.flatMap((person) => lines.map((line) => curve(person.samples, stepMs, line.value) as unknown as uPlot.AlignedData));
  return tables.length === 0 ? [[]] : uPlot.join(tables);
}

function options(width: number, people: number, lines: readonly Line[], { range, format, limit }: Pick<ChartProps, 'range' | 'format' | 'limit'>): uPlot.Options {
  const grid = { stroke: () => colour('--line'), width: 1 };
  const axis = { stroke: () => colour('--text-muted'), font: '12px system-ui, sans-serif', grid, ticks: { show: false } };
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    padding: [8, RIGHT_PX, 0, 0],
    cursor: { sync: { key: sync.key }, drag: { x: false, y: false }, y: false },
    scales: {
      x: { time: true, auto: false },
      y: { range: range ? () => range : (_plot, _least, most) => [0, Math.max(most, limit ?? 0, 1) * 1.1] },
    },
    axes: [
      { ...axis, space: 70, values: (_plot, splits) => splits.map((at) => TIME.format(new Date(at * 1000))) },
      { ...axis, size: AXIS_PX, space: 34, values: (_plot, splits) => splits.map(format) },
    ],
    series: [
      {},
      ...Array.from({ length: people }, (_person, index) =>
        lines.map((line): uPlot.Series => ({
          stroke: () => colour(`--series-${(index % SERIES) + 1}`),
          width: 1.75,
          points: { show: (chart, series) => [...(chart.data[series] ?? [])].filter((value) => value !== null && value !== undefined).length < 2 },
          ...(line.dashed && { dash: [5, 4] }),
        })),
      ).flat(),
    ],
    hooks: { draw: [(chart) => drawLimit(chart, limit)] },
  };
}

/** Colours that lines have in turn. */
const SERIES = 8;

const TIME = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });

function drawLimit(chart: uPlot, limit: number | undefined) {
  if (limit === undefined) return;
  const y = Math.round(chart.valToPos(limit, 'y', true));
  const { left, width, top, height } = chart.bbox;
  if (y < top || y > top + height) return;
  chart.ctx.save();
  chart.ctx.strokeStyle = colour('--bad');
  chart.ctx.setLineDash([2, 4]);
  chart.ctx.beginPath();
  chart.ctx.moveTo(left, y);
  chart.ctx.lineTo(left + width, y);
  chart.ctx.stroke();
  chart.ctx.restore();
}

/** A design token as the present theme has it. A canvas knows no `light-dark()`, so the browser is asked what it comes to. */
function colour(token: string): string {
  probe ??= document.body.appendChild(Object.assign(document.createElement('span'), { hidden: true }));
  probe.style.color = `var(${token})`;
  return getComputedStyle(probe).color;
}

let probe: HTMLElement | undefined;

/** Calls back when the theme is another, by the switch or by the system. */
function onTheme(changed: () => void): () => void {
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  system.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', changed);
  };
}
