import { AnimatePresence, cubicBezier, mix, motion, motionValue, spring, stagger, transform, useTransform, useMotionValue } from "framer-motion";
import { createElement as h } from "react";
import { renderToStaticMarkup } from "react-dom/server";

function Box() {
  const x = useMotionValue(10);
  const opacity = useTransform(x, [0, 20], [0, 1]);
  return h(motion.div, { style: { x, opacity }, initial: { scale: 0.5 }, animate: { scale: 1 }, whileHover: { rotate: 90 }, layout: true }, "box");
}
log("html", renderToStaticMarkup(h(AnimatePresence, null, h(Box), h(motion.svg, { initial: { rotate: 45 } }, h(motion.path, { d: "M0 0", initial: { pathLength: 0.5 } })))));
log("values", transform(5, [0, 10], [0, 100]), mix(0, 10, 0.3), cubicBezier(0.4, 0, 0.2, 1)(0.5).toFixed(5), stagger(0.1)(3, 5).toFixed(2));
const v = motionValue(1);
v.on("change", (n) => log("change", n));
v.set(4);
const s = spring({ keyframes: [0, 100], stiffness: 200, damping: 20 });
log("spring", [50, 100, 300].map((t) => s.next(t).value.toFixed(3)).join());
