import { createTheme } from '@mui/material';

export function appTheme(darkMode: boolean) {
  return createTheme({
    palette: {
      mode: darkMode ? 'dark' : 'light',
      primary: { main: '#1f5c99' },
      secondary: { main: '#c98a1b' },
      ...(darkMode ? {} : { background: { default: '#f4f6f8' } }),
    },
    shape: { borderRadius: 8 },
    typography: {
      fontFamily: 'Inter, Arial, sans-serif',
      h1: { fontSize: '1.6rem', fontWeight: 600 },
      h2: { fontSize: '1.15rem', fontWeight: 600 },
    },
    components: {
      MuiButton: { defaultProps: { disableElevation: true }, styleOverrides: { root: { textTransform: 'none' } } },
      MuiTextField: { defaultProps: { size: 'small' } },
    },
  });
}
