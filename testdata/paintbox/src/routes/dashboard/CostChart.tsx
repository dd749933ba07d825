import { Bar, BarChart, CartesianGrid, Tooltip, XAxis, YAxis } from 'recharts';

import { formatMonth, formatWholeMoney } from '@/domain/format';
import type { MonthRecord } from '@/domain/types';

import { ChartCard, chartSize, type Series } from './ChartCard';

const series: Series[] = [
  { key: 'materials', label: 'Materials', color: '#5f7f5c' },
  { key: 'labor', label: 'Labor', color: '#c08a6b' },
];

export function CostChart({ history }: { history: MonthRecord[] }) {
  const points = history.map((record) => ({ ...record, month: formatMonth(record.month) }));
  return (
    <ChartCard title="Costs" series={series}>
      <BarChart id="cost-chart" {...chartSize} data={points}>
        <CartesianGrid strokeDasharray="3 3" vertical={false} />
        <XAxis dataKey="month" interval={Math.ceil(points.length / 6) - 1} />
        <YAxis width={72} tickFormatter={formatWholeMoney} interval={0} />
        <Tooltip formatter={(value) => formatWholeMoney(Number(value))} isAnimationActive={false} />
        {series.map(({ key, label, color }) => (
          <Bar key={key} id={`cost-${key}`} dataKey={key} name={label} stackId="costs" fill={color} isAnimationActive={false} />
        ))}
      </BarChart>
    </ChartCard>
  );
}
