import { CartesianGrid, Line, LineChart, Tooltip, XAxis, YAxis } from 'recharts';

import { formatMonth, formatWholeMoney } from '@/domain/format';
import type { MonthRecord } from '@/domain/types';

import { ChartCard, chartSize, type Series } from './ChartCard';

const series: Series[] = [
  { key: 'revenue', label: 'Revenue', color: '#1f5c99' },
  { key: 'margin', label: 'Gross margin', color: '#c98a1b' },
];

export function RevenueChart({ history }: { history: MonthRecord[] }) {
  const points = history.map(({ month, revenue, materials, labor }) => ({
    month: formatMonth(month),
    revenue,
    margin: revenue - materials - labor,
  }));
  return (
    <ChartCard title="Revenue and margin" series={series}>
      <LineChart id="revenue-chart" {...chartSize} data={points}>
        <CartesianGrid strokeDasharray="3 3" />
        <XAxis dataKey="month" interval={Math.ceil(points.length / 6) - 1} />
        <YAxis width={72} tickFormatter={formatWholeMoney} interval={0} />
        <Tooltip formatter={(value) => formatWholeMoney(Number(value))} isAnimationActive={false} />
        {series.map(({ key, label, color }) => (
          <Line key={key} id={`revenue-${key}`} dataKey={key} name={label} stroke={color} strokeWidth={2} isAnimationActive={false} />
        ))}
      </LineChart>
    </ChartCard>
  );
}
