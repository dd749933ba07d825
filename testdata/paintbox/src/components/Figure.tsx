import { Typography } from '@mui/material';
import clsx from 'clsx';
import type { ReactNode } from 'react';

import classes from './Figure.module.css';

interface Props {
  label: string;
  value: string;
  accent?: boolean;
}

/** One number that a page is about. */
export function Figure({ label, value, accent }: Props) {
  return (
    <div className={clsx(classes.figure, accent && classes.accent)}>
      <Typography variant="body2" color="textSecondary">
        {label}
      </Typography>
      <Typography variant="h2" component="p">
        {value}
      </Typography>
    </div>
  );
}

export function FigureRow({ children }: { children: ReactNode }) {
  return <div className={classes.row}>{children}</div>;
}
