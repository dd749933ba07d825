import { groupBy, sumBy } from 'lodash-es';
import { useMemo } from 'react';
import { Pie, PieChart, Tooltip } from 'recharts';

import { projectTotals } from '@/domain/estimate';
import { allStatuses, formatWholeMoney, statusLabel } from '@/domain/format';
import type { Product, Project, ProjectStatus } from '@/domain/types';
import { useSettings } from '@/state/settings';

import { ChartCard, chartSize } from './ChartCard';

const statusColors: Record<ProjectStatus, string> = {
  draft: '#8aa0b5',
  sent: '#3f8fd2',
  approved: '#5f7f5c',
  'in-progress': '#e3a73f',
  done: '#1f5c99',
};

interface Props {
  projects: Project[];
  products: Product[];
}

export function PipelineChart({ projects, products }: Props) {
  const rates = useSettings((settings) => settings.rates);
  const slices = useMemo(() => {
    const byStatus = groupBy(projects, 'status');
    return allStatuses.map((status) => ({
      key: status,
      label: statusLabel(status),
      color: statusColors[status],
      fill: statusColors[status],
      value: sumBy(byStatus[status] ?? [], (project) => projectTotals(project, products, rates).total),
    }));
  }, [projects, products, rates]);
  return (
    <ChartCard title="Value by status" series={slices}>
      <PieChart id="pipeline-chart" {...chartSize}>
        <Tooltip formatter={(value) => formatWholeMoney(Number(value))} isAnimationActive={false} />
        <Pie
          id="pipeline"
          data={slices}
          dataKey="value"
          nameKey="label"
          innerRadius={60}
          outerRadius={110}
          paddingAngle={2}
          isAnimationActive={false}
        />
      </PieChart>
    </ChartCard>
  );
}
