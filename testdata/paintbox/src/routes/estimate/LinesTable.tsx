import { Paper, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';

import { sheetColumns, type EstimateSheet } from '@/excel/estimateSheet';

import { cellText } from './cellText';
import { EditableCell } from './EditableCell';

export function LinesTable({ sheet }: { sheet: EstimateSheet }) {
  return (
    <Paper variant="outlined" className="estimate-lines">
      <Table size="small">
        <TableHead>
          <TableRow>
            {sheetColumns.map(({ title, numeric }) => (
              <TableCell key={title} align={numeric ? 'right' : 'left'}>
                {title}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {sheet.lines().map((row, r) => (
            <TableRow key={r} hover>
              {row.map((value, c) => {
                const column = sheetColumns[c];
                const text = cellText(value, column);
                return (
                  <TableCell key={column.title} className={column.numeric ? 'numeric' : undefined}>
                    {column.editable ? (
                      <EditableCell
                        text={text}
                        label={`${column.title}, row ${r + 1}`}
                        initial={String(value ?? '')}
                        onCommit={(input) => sheet.setCell(r, c, input)}
                      />
                    ) : (
                      <span title={sheet.formula(r, c)}>{text}</span>
                    )}
                  </TableCell>
                );
              })}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Paper>
  );
}
