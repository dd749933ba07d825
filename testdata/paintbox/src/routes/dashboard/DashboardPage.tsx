import { ToggleButton, ToggleButtonGroup } from '@mui/material';
import { sumBy, takeRight } from 'lodash-es';
import { useState } from 'react';

import { useHistory, useProducts, useProjects } from '@/api/queries';
import { useReady } from '@/app/useReady';
import { Figure, FigureRow } from '@/components/Figure';
import { Loading } from '@/components/Loading';
import { PageHeader } from '@/components/PageHeader';
import { formatPercent, formatWholeMoney } from '@/domain/format';

import { CostChart } from './CostChart';
import './dashboard.css';
import { PipelineChart } from './PipelineChart';
import { RevenueChart } from './RevenueChart';
import { SurfaceChart } from './SurfaceChart';

const spans = [6, 12, 24];

export default function DashboardPage() {
  const { data: history } = useHistory();
  const { data: projects } = useProjects();
  const { data: products } = useProducts();
  const [months, setMonths] = useState(12);
  const ready = history !== undefined && projects !== undefined && products !== undefined;
  useReady('dashboard', ready);
  if (!ready) return <Loading />;

  const shown = takeRight(history, months);
  const revenue = sumBy(shown, 'revenue');
  const costs = sumBy(shown, ({ materials, labor }) => materials + labor);
  const won = sumBy(shown, 'won') / sumBy(shown, 'estimates');
  return (
    <>
      <PageHeader title="Dashboard" subtitle={`The last ${months} months`}>
        <ToggleButtonGroup
          exclusive
          size="small"
          aria-label="Months"
          value={months}
          onChange={(_, value: number | null) => value && setMonths(value)}
        >
          {spans.map((span) => (
            <ToggleButton key={span} value={span}>
              {span} months
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      </PageHeader>
      <FigureRow>
        <Figure label="Revenue" value={formatWholeMoney(revenue)} accent />
        <Figure label="Costs" value={formatWholeMoney(costs)} />
        <Figure label="Gross margin" value={formatPercent((revenue - costs) / revenue)} />
        <Figure label="Estimates won" value={formatPercent(won)} />
      </FigureRow>
      <div className="dashboard">
        <RevenueChart history={shown} />
        <CostChart history={shown} />
        <PipelineChart projects={projects} products={products} />
        <SurfaceChart projects={projects} products={products} />
      </div>
    </>
  );
}
