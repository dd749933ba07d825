import { CssBaseline, StyledEngineProvider, ThemeProvider } from '@mui/material';
import { QueryClientProvider } from '@tanstack/react-query';
import { Suspense, useMemo } from 'react';
import { BrowserRouter, Route, Routes } from 'react-router';

import { queryClient } from '@/api/queries';
import { ErrorBoundary } from '@/components/ErrorBoundary';
import { Loading } from '@/components/Loading';
import { useSettings } from '@/state/settings';

import { Layout } from './Layout';
import { NotFound } from './NotFound';
import { appRoutes } from './routes';
import { appTheme } from './theme';

export function App() {
  const darkMode = useSettings((settings) => settings.darkMode);
  const theme = useMemo(() => appTheme(darkMode), [darkMode]);

  return (
    <StyledEngineProvider injectFirst>
      <ThemeProvider theme={theme}>
        <CssBaseline />
        <QueryClientProvider client={queryClient}>
          <BrowserRouter>
            <Pages />
          </BrowserRouter>
        </QueryClientProvider>
      </ThemeProvider>
    </StyledEngineProvider>
  );
}

function Pages() {
  return (
    <Routes>
      <Route element={<Layout />}>
        {appRoutes.map(({ path, page: Page }) => (
          <Route
            key={path}
            path={path}
            element={
              <ErrorBoundary key={path}>
                <Suspense fallback={<Loading />}>
                  <Page />
                </Suspense>
              </ErrorBoundary>
            }
          />
        ))}
        <Route path="*" element={<NotFound />} />
      </Route>
    </Routes>
  );
}
