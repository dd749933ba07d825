import { Typography } from '@mui/material';
import type { ReactNode } from 'react';

import classes from './EmptyState.module.css';

interface Props {
  title: string;
  text: string;
  children?: ReactNode;
}

export function EmptyState({ title, text, children }: Props) {
  return (
    <div className={classes.empty}>
      <div className={classes.art} />
      <Typography variant="h2">{title}</Typography>
      <Typography color="textSecondary">{text}</Typography>
      {children}
    </div>
  );
}
