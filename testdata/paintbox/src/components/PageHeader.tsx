import { Typography } from '@mui/material';
import type { ReactNode } from 'react';

import classes from './PageHeader.module.css';

interface Props {
  title: string;
  subtitle?: string;
  /** Buttons and fields on the right. */
  children?: ReactNode;
}

export function PageHeader({ title, subtitle, children }: Props) {
  return (
    <div className={classes.header}>
      <div className={classes.titles}>
        <Typography variant="h1">{title}</Typography>
        {subtitle && <Typography color="textSecondary">{subtitle}</Typography>}
      </div>
      {children}
    </div>
  );
}
