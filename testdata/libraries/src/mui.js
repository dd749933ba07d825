import "./stubs/document.js";
import { createElement as h } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { Alert, Box, Button, Card, CardContent, Slider, Tabs, Tab, TextField, Typography } from "@mui/material";
import { createTheme, ThemeProvider, alpha, styled } from "@mui/material/styles";

const theme = createTheme({ palette: { primary: { main: "#336699" } }, spacing: 4 });
const Fancy = styled(Button)(({ theme }) => ({ margin: theme.spacing(2), "&:hover": { color: alpha(theme.palette.primary.main, 0.5) } }));
const app = h(ThemeProvider, { theme },
  h(Box, { sx: { p: 2, display: { xs: "none", md: "block" } } },
    h(Card, null, h(CardContent, null, h(Typography, { variant: "h5" }, "Title"), h(Fancy, { variant: "contained" }, "Go"))),
    h(Alert, { severity: "warning" }, "Careful"),
    h(Slider, { value: 30 }),
    h(Tabs, { value: 0 }, h(Tab, { label: "One" }), h(Tab, { label: "Two" })),
    h(TextField, { label: "Name", id: "name", defaultValue: "x" })));
log("html", renderToStaticMarkup(app));
log("palette", JSON.stringify(theme.palette.primary));
delete globalThis.document;
delete globalThis.HTMLElement;
