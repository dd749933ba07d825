import { version } from "react";
import { createPortal, flushSync, preload } from "react-dom";
import { createRoot, hydrateRoot } from "react-dom/client";

log("version", version);
log("functions", typeof createPortal, typeof flushSync, typeof preload, typeof hydrateRoot);
try {
  createRoot(null);
} catch (e) {
  log("error", e.message);
}
