// Charts of the results. Each stands above its table; colours come from the theme.
import { init, use } from 'echarts/core';
import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { CanvasRenderer } from 'echarts/renderers';
use([BarChart, LineChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

const colour = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();

function draw(box) {
  const data = JSON.parse(document.getElementById(box.dataset.chart).textContent);
  const ink = colour('ink'), soft = colour('ink-2'), line = colour('line');
  const shades = { good: colour('good'), fair: colour('fair'), bad: colour('bad'), brand: colour('brand'), accent: colour('accent'), 'line-2': colour('line-2') };
  const narrow = box.clientWidth < 560;
  const percent = value => Math.abs(value) + (data.counts ? '' : '%');
  const chart = box.chart ??= init(box, null, { renderer: 'canvas' });
  const font = { fontFamily: 'Sarabun', color: ink, fontSize: 13 };
  const names = { type: 'category', data: data.names, inverse: !data.vertical, axisTick: { show: false }, axisLine: { lineStyle: { color: line } }, axisLabel: { ...font, width: narrow ? 120 : data.vertical ? 120 : 260, overflow: 'break', lineHeight: 19, interval: 0 } };
  const numbers = { type: 'value', min: data.diverging ? -100 : 0, max: data.max ?? (data.counts ? undefined : 100), minInterval: data.counts ? 1 : 0, axisLabel: { ...font, color: soft, formatter: percent }, splitLine: { lineStyle: { color: line } } };
  chart.setOption({
    aria: { enabled: true }, animationDuration: 300, textStyle: { fontFamily: 'Sarabun' },
    grid: { left: 8, right: 20, top: 44, bottom: 8, containLabel: true },
    legend: { top: 0, left: 0, textStyle: font, itemWidth: 14, itemHeight: 14, icon: 'roundRect' },
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, renderMode: 'richText', valueFormatter: percent, backgroundColor: colour('paper'), borderColor: line, textStyle: font },
    xAxis: data.vertical ? names : numbers, yAxis: data.vertical ? numbers : names,
    series: data.series.map(series => ({
      name: series.name, type: 'bar', stack: data.stacked ? 'all' : undefined, data: series.values.map(value => series.left ? -value : value), itemStyle: { color: shades[series.colour] }, barMaxWidth: 26,
      label: { show: !data.counts, fontFamily: 'Sarabun', fontSize: 12, color: !data.stacked || series.colour === 'fair' ? ink : colour('paper'), position: data.stacked ? 'inside' : 'right', formatter: ({ value }) => Math.abs(value) >= 8 || !data.stacked ? percent(value) : '' },
    })),
  }, true);
}

const drawAll = () => document.querySelectorAll('[data-chart]').forEach(draw);
drawAll();
document.fonts?.ready.then(drawAll);
addEventListener('resize', () => document.querySelectorAll('[data-chart]').forEach(box => box.chart?.resize()));
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
document.addEventListener('htmx:afterSwap', drawAll);
