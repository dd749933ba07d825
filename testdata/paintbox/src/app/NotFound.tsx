import { Button } from '@mui/material';
import { Link, useLocation } from 'react-router';

import { EmptyState } from '@/components/EmptyState';

import { useReady } from './useReady';

export function NotFound() {
  const { pathname } = useLocation();
  useReady('not-found', true);
  return (
    <EmptyState title="There is nothing here" text={`No page has the address ${pathname}.`}>
      <Button component={Link} to="/" variant="contained">
        All projects
      </Button>
    </EmptyState>
  );
}
