import { Alert, AlertTitle } from '@mui/material';
import { Component, type ReactNode } from 'react';

import { ErrorIcon } from './icons';

interface Props {
  children: ReactNode;
}

interface State {
  error: Error | null;
}

export class ErrorBoundary extends Component<Props, State> {
  state: State = { error: null };

  static getDerivedStateFromError(error: Error): State {
    return { error };
  }

  render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <Alert severity="error" icon={<ErrorIcon />}>
        <AlertTitle>This page could not be shown</AlertTitle>
        {error.message}
      </Alert>
    );
  }
}
