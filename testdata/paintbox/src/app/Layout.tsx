import { IconButton, List, ListItemButton, ListItemIcon, ListItemText, Typography } from '@mui/material';
import { NavLink, Outlet, useLocation } from 'react-router';

import logo from '@/assets/logo.svg';
import { DarkModeIcon, LightModeIcon } from '@/components/icons';
import { useSettings } from '@/state/settings';

import classes from './Layout.module.css';
import { appRoutes } from './routes';

export function Layout() {
  const { company, darkMode, toggleDarkMode } = useSettings();
  return (
    <div className={classes.shell}>
      <header className={classes.header}>
        <img className={classes.logo} src={logo} alt="Paintbox" width={160} height={40} />
        <Typography className={classes.company}>{company.name}</Typography>
        <IconButton color="inherit" onClick={toggleDarkMode} aria-label={darkMode ? 'Light mode' : 'Dark mode'}>
          {darkMode ? <LightModeIcon /> : <DarkModeIcon />}
        </IconButton>
      </header>
      <Navigation />
      <main className={classes.main}>
        <Outlet />
      </main>
    </div>
  );
}

function Navigation() {
  const { pathname } = useLocation();
  const section = pathname.split('/')[1];
  return (
    <List component="nav" className={classes.nav} aria-label="Sections">
      {appRoutes.map(({ name, title, link, icon: Icon }) => (
        <ListItemButton key={name} component={NavLink} to={link} selected={link === `/${section}`}>
          <ListItemIcon>
            <Icon />
          </ListItemIcon>
          <ListItemText primary={title} />
        </ListItemButton>
      ))}
    </List>
  );
}
