import { Card, CardContent, Typography } from '@mui/material';
import type { ReactNode } from 'react';

export interface Series {
  key: string;
  label: string;
  color: string;
}

interface Props {
  title: string;
  series: Series[];
  children: ReactNode;
}

export const chartSize = { width: 446, height: 260, margin: { top: 10, right: 10, bottom: 0, left: 0 } };

export function ChartCard({ title, series, children }: Props) {
  return (
    <Card variant="outlined" component="section">
      <CardContent>
        <Typography variant="h2" gutterBottom>
          {title}
        </Typography>
        {children}
        <ul className="dashboard-key">
          {series.map(({ key, label, color }) => (
            <li key={key}>
              <i style={{ background: color }} />
              {label}
            </li>
          ))}
        </ul>
      </CardContent>
    </Card>
  );
}
