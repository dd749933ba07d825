import { Box, Paper, Table, TableBody, TableCell, TableRow, TextField } from '@mui/material';
import clsx from 'clsx';
import { useState } from 'react';

import { summaryLabels, type EstimateSheet } from '@/excel/estimateSheet';

import { cellText } from './cellText';

const amount = { title: 'Amount', numeric: true, money: true };

export function SummaryTable({ sheet }: { sheet: EstimateSheet }) {
  const [adjustment, setAdjustment] = useState('');
  return (
    <Paper variant="outlined">
      <Table size="small">
        <TableBody>
          {sheet.summary().map((value, row) => (
            <TableRow
              key={summaryLabels[row]}
              className={clsx(summaryLabels[row] === 'Total' && 'estimate-total')}
              title={sheet.summaryFormula(row)}
            >
              <TableCell>{summaryLabels[row]}</TableCell>
              <TableCell className="numeric">{cellText(value, amount)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <Box sx={{ p: 2 }}>
        <TextField
          id="adjustment"
          label="Adjustment"
          helperText="An amount, or a formula such as =B1*2%"
          fullWidth
          value={adjustment}
          onChange={(event) => setAdjustment(event.target.value)}
          onBlur={() => sheet.setAdjustment(adjustment)}
        />
      </Box>
    </Paper>
  );
}
