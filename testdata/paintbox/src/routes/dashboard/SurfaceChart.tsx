import { sortBy } from 'lodash-es';
import { useMemo } from 'react';
import { Area, AreaChart, CartesianGrid, Tooltip, XAxis, YAxis } from 'recharts';

import { areaBySurface, estimateLines } from '@/domain/estimate';
import { formatArea } from '@/domain/format';
import type { Product, Project } from '@/domain/types';

import { ChartCard, chartSize, type Series } from './ChartCard';

const series: Series[] = [
  { key: 'walls', label: 'Walls', color: '#1f5c99' },
  { key: 'ceiling', label: 'Ceilings', color: '#8aa0b5' },
  { key: 'trim', label: 'Trim', color: '#c98a1b' },
];

interface Props {
  projects: Project[];
  products: Product[];
}

export function SurfaceChart({ projects, products }: Props) {
  const points = useMemo(
    () =>
      sortBy(projects, 'startDate').map((project, index) => ({
        label: `${index + 1}`,
        ...areaBySurface(estimateLines(project, products)),
      })),
    [projects, products],
  );
  return (
    <ChartCard title="Surfaces by project, in order of start" series={series}>
      <AreaChart id="surface-chart" {...chartSize} data={points}>
        <CartesianGrid strokeDasharray="3 3" />
        <XAxis dataKey="label" interval={0} />
        <YAxis width={56} interval={0} />
        <Tooltip formatter={(value) => formatArea(Number(value))} isAnimationActive={false} />
        {series.map(({ key, label, color }) => (
          <Area
            key={key}
            id={`surface-${key}`}
            dataKey={key}
            name={label}
            stackId="surfaces"
            stroke={color}
            fill={color}
            fillOpacity={0.5}
            isAnimationActive={false}
          />
        ))}
      </AreaChart>
    </ChartCard>
  );
}
