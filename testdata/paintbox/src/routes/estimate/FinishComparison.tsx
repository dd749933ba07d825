import { Alert, List, ListItem, ListItemText, Paper, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';

import { Loading } from '@/components/Loading';
import type { EstimateLine } from '@/domain/estimate';
import { formatHours, formatMoney } from '@/domain/format';
import type { Rates } from '@/domain/types';
import { compareFinishes } from '@/workers/compareFinishes';

interface Props {
  lines: EstimateLine[];
  rates: Rates;
}

export function FinishComparison({ lines, rates }: Props) {
  const { data: quotes, error } = useQuery({
    queryKey: ['finishes', lines, rates],
    queryFn: () => compareFinishes({ lines, rates }),
  });
  if (error) return <Alert severity="error">{error.message}</Alert>;
  if (!quotes) return <Loading />;
  return (
    <Paper variant="outlined" sx={{ p: 2 }} data-comparison="ready">
      <Typography variant="h2">Finishes</Typography>
      <List dense disablePadding>
        {quotes.map(({ name, description, totals }) => (
          <ListItem key={name} disableGutters>
            <ListItemText
              primary={`${name}: ${formatMoney(totals.total)}`}
              secondary={`${description}, ${formatHours(totals.hours)}`}
            />
          </ListItem>
        ))}
      </List>
    </Paper>
  );
}
