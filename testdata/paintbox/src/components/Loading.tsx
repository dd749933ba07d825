import { CircularProgress } from '@mui/material';

export function Loading() {
  return <CircularProgress aria-label="Loading" size={32} />;
}
