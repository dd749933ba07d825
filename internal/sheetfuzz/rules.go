package sheetfuzz

import (
	"fmt"
	"strings"
)

// rules writes some rules.
func (g *generator) rules(n int) string {
	var text strings.Builder
	for range n {
		text.WriteString(g.rule(2))
	}
	return text.String()
}

// rule writes a rule, in which others may stand.
func (g *generator) rule(depth int) string {
	if depth == 0 || g.chance(2) {
		return g.style(depth)
	}
	inner := g.rules1(depth - 1)
	switch g.IntN(11) {
	case 0:
		return "@layer " + g.layer() + " {\n" + inner + "}\n"
	case 1:
		return "@layer {\n" + inner + "}\n"
	case 2:
		return "@layer " + g.layer() + one(g, "", ", "+g.layer()) + ";\n"
	case 3:
		return "@media " + g.media() + " {\n" + inner + "}\n"
	case 4:
		condition := g.supports()
		if strings.Contains(condition, ": ") && !strings.Contains(condition, "(") {
			condition = "(" + condition + ")"
		}
		return "@supports " + condition + " {\n" + inner + "}\n"
	case 5:
		return g.selector() + " { container: " + one(g, "box", "other") + " / " + one(g, "inline-size", "size", "normal") + " }\n@container " +
			one(g, "box (width > 50px)", "(min-width: 10px)", "box style(--v: 1)", "not (width < 100px)", "other (inline-size > 1px) and (width < 9000px)") + " {\n" + inner + "}\n"
	case 6:
		return "@scope (." + g.class() + ") to (." + g.class() + ") {\n" + inner + "}\n"
	case 7:
		return "@property --" + g.custom() + " { syntax: \"" + one(g, "*", "<color>", "<length>", "<number>") + "\"; inherits: " + one(g, "true", "false") + "; initial-value: " + one(g, "1", "red", "0px", "2px") + " }\n"
	case 8:
		name := one(g, "k", "m")
		return "@keyframes " + name + " { from { " + g.declarations(1) + " } " + one(g, "30%", "50%") + " { " + g.declarations(2) + " } to { " + g.declarations(1) + " } }\n" +
			g.selector() + " { animation: " + name + " 10s linear " + one(g, "-3s", "-5s", "-7.5s") + " paused }\n"
	case 9:
		return "@counter-style c { system: cyclic; symbols: " + one(g, `"A" "B"`, `"x"`, `"é"`) + "; suffix: \" \" }\n" + g.selector() + " { display: list-item; list-style: c inside }\n"
	}
	return "@starting-style { " + g.style(0) + "}\n"
}

func (g *generator) rules1(depth int) string {
	text := g.rule(depth)
	if g.chance(2) {
		text += g.rule(depth)
	}
	return text
}

// style writes a rule of styles, in which others may be nested.
func (g *generator) style(depth int) string {
	text := g.selector()
	for g.chance(4) {
		text += ", " + g.selector()
	}
	text += " {\n" + g.declarations(1+g.IntN(4))
	if depth > 0 && g.chance(3) {
		text += one(g, "&:hover, ."+g.class(), "& > ."+g.class(), "."+g.class()+" &", "&."+g.class(), "> *", "+ *", ":is(&, b)", "&::after") + " { " + g.declarations(1+g.IntN(2)) + "}\n" + one(g, "", g.declarations(1))
	}
	if depth > 0 && g.chance(6) {
		text += one(g, "@media "+g.media(), "@supports (display: grid)", "@layer "+g.layer()) + " { " + g.declarations(2) + "}\n"
	}
	return text + "}\n"
}

func (g *generator) class() string { return one(g, "a", "b", "c", "d", "e", "f", "g", "h") }

func (g *generator) custom() string { return one(g, "u", "v", "w") }

func (g *generator) selector() string {
	c, d := g.class(), g.class()
	return one(g, "."+c, "."+c, "."+c, "."+c, "."+c+"."+d, "."+c+" ."+d, "."+c+" > ."+d, "."+c+"::before", "."+c+"::after", ":is(."+c+", ."+d+")", ":where(."+c+")", "."+c+":has(."+d+")",
		"#root ."+c, "[data-x]", "[data-x=\"1\"]."+c, "p", "b, ."+c, ":not(."+c+")", "div:nth-child(2n + 1)", "."+c+":not(:first-child, ."+d+")", "."+c+" + *", "."+c+" ~ ."+d, ":root", "."+c+":nth-last-child(1 of ."+d+")")
}

// declarations writes some declarations.
func (g *generator) declarations(n int) string {
	var text strings.Builder
	for range n {
		text.WriteString(g.declaration())
		text.WriteString(one(g, ";\n", ";\n", ";\n", ";\n", " !important;\n"))
	}
	return text.String()
}

func (g *generator) declaration() string {
	switch g.IntN(16) {
	case 0, 1:
		return one(g, "color", "background-color", "border-color", "outline-color", "fill", "text-decoration-color", "border-left-color", "caret-color") + ": " + g.color()
	case 2:
		return "background: " + g.image() + one(g, "", ", "+g.image(), " no-repeat", " 0 0 / 50% 50%", " "+g.color())
	case 3:
		return "background-image: " + g.image()
	case 4:
		return one(g, "margin", "padding", "border-width", "inset", "border-radius", "scroll-margin") + ": " + one(g, g.length(), g.length()+" "+g.length(), g.length()+" "+g.length()+" "+g.length()+" "+g.length(), "0 0 0 0", "0px 1px 0px 1px")
	case 5:
		return one(g, "margin", "padding") + one(g, "-top", "-left", "-inline-start", "-block-end") + ": " + g.length()
	case 6:
		return one(g, "border", "border-top", "outline", "border-inline") + ": " + one(g, "1px solid "+g.color(), "none", "0", g.color()+" dashed 2px", "solid")
	case 7, 8:
		return "--" + g.custom() + ": " + one(g, g.color(), g.length(), "1", " { a: b }", "", "var(--"+g.custom()+", 2px)", "calc(1px + 2%)", "url(data:,x)")
	case 9:
		return one(g, "color", "width", "margin-left", "background", "border-top-width", "font-size", "opacity", "box-shadow") + ": var(--" + g.custom() + one(g, "", ", 3px", ", red", ", "+g.color(), ",") + ")"
	case 10:
		return one(g, "width", "height", "font-size", "min-width", "letter-spacing", "gap") + ": " + one(g, g.length(), "calc("+g.length()+" + "+g.length()+" * 2)", "max("+g.length()+", 10px)", "clamp(1px, 5vw, 20px)", "calc(100% - (1px + 2em))", "min(10px, 5%)", "round(up, 7px, 4px)")
	case 11:
		return one(g, "transform: translate(1px, 0) rotate(0deg)", "transform: scale(1.0, 0.5)", "rotate: 0deg", "rotate: 1.0turn", "scale: 1 1", "translate: 0px 0px", "transform: matrix(1, 0, 0, 1, 0, 0)", "transform: rotate3d(0, 0, 1, 10deg)", "transform: none", "transform-origin: left top", "perspective: 100px")
	case 12:
		return one(g, "font: bold 12px/1.5 serif", "font-weight: bold", "font-weight: normal", "font-weight: 700", "font-family: 'Times New Roman', serif", "font-family: \"a b\", monospace", "font: italic small-caps 10px a", "line-height: 1.50", "font-variant: normal", "text-decoration: underline dotted", "text-shadow: 1px 1px 0 "+g.color(), "font-size: 1.25E1px")
	case 13:
		return one(g, `content: "\201C a\"b'c"`, `content: "é" attr(data-x)`, `content: ""`, `quotes: "«" "»"`, `content: open-quote`, `content: "\a x"`, `content: '</style>'`)
	case 14:
		return one(g, "display: grid", "display: flex", "display: inline-block", "position: relative", "flex: 1 1 0", "flex: 1 1 0%", "grid-template-areas: \"a b\" \". b\"", "grid-template-columns: 1fr minmax(10px, 2fr)", "place-items: center", "overflow: hidden", "order: 1", "z-index: 1", "box-sizing: border-box", "all: unset", "all: revert-layer", "color: revert-layer", "margin: revert", "visibility: visible", "aspect-ratio: 2 / 1")
	}
	return one(g, "transition: color 0.50s ease-in-out", "transition: all 0s, margin 1s 100ms", "filter: blur(0px) brightness(50%)", "opacity: 0.50", "opacity: 50%", "box-shadow: 0 0 2px 0 "+g.color()+", inset 1px 1px red", "animation-delay: -2000ms",
		"mask: linear-gradient(#000, transparent)", "clip-path: inset(0 0 1px 0)", "accent-color: auto", "mix-blend-mode: multiply", "will-change: transform", "transition-timing-function: cubic-bezier(0.25, 0.1, 0.25, 1)", "transition-timing-function: steps(1, start)", "scrollbar-color: red blue", "list-style: none", "tab-size: 4", "cursor: url(data:,), pointer")
}

func (g *generator) length() string {
	return one(g, "0", "0px", "1px", "2.50px", "-1px", "0.5em", "1e1px", "10%", "+3px", ".75rem", "1cm", "5vw", "12pt")
}

// color writes a color, in any space.
func (g *generator) color() string {
	n := func(max int) int { return g.IntN(max + 1) }
	alpha := one(g, "", "", fmt.Sprintf(" / %d%%", n(100)), fmt.Sprintf(" / 0.%d", n(99)), " / none")
	switch g.IntN(18) {
	case 0:
		return one(g, "red", "Blue", "transparent", "currentColor", "rebeccapurple", "CanvasText", "black", "white", "lightgoldenrodyellow")
	case 1:
		return one(g, "#F00", "#ff0000", "#12345678", "#abcd", "#AABBCC", "#00000000", "#808080")
	case 2:
		return fmt.Sprintf("rgb(%d, %d, %d)", n(255), n(255), n(255))
	case 3:
		return fmt.Sprintf("rgba(%d, %d, %d, 0.%d)", n(255), n(255), n(255), n(99))
	case 4:
		return fmt.Sprintf("rgb(%d%% %d%% %d%%%s)", n(100), n(100), n(100), alpha)
	case 5:
		return fmt.Sprintf("hsl(%d, %d%%, %d%%)", n(720)-360, n(100), n(100))
	case 6:
		return fmt.Sprintf("hsl(%ddeg %d%% %d%%%s)", n(360), n(100), n(100), alpha)
	case 7:
		return fmt.Sprintf("hwb(%d %d%% %d%%%s)", n(360), n(60), n(60), alpha)
	case 8:
		return fmt.Sprintf("oklch(%d%% 0.%d %d%s)", n(100), n(40), n(360), alpha)
	case 9:
		return fmt.Sprintf("oklab(0.%d -0.%02d 0.%02d%s)", n(99), n(30), n(30), alpha)
	case 10:
		return fmt.Sprintf("lab(%d%% %d -%d%s)", n(100), n(80), n(80), alpha)
	case 11:
		return fmt.Sprintf("LCH(%d %d %d%s)", n(100), n(100), n(360), alpha)
	case 12:
		return fmt.Sprintf("color(%s 0.%d 0.%d 1%s)", one(g, "srgb", "display-p3", "srgb-linear", "xyz", "rec2020", "a98-rgb", "prophoto-rgb"), n(99), n(99), alpha)
	case 13:
		return "color-mix(in " + g.space() + ", " + g.color() + one(g, "", " 30%") + ", " + g.color() + ")"
	case 14:
		return one(g, "rgb(from "+g.color()+" r g b / 0.5)", "oklch(from "+g.color()+" l c calc(h + 30))", "hsl(from red h s 50%)", "color(from "+g.color()+" display-p3 r g b)")
	case 15:
		return "light-dark(" + g.color() + ", " + g.color() + ")"
	case 16:
		return "oklch(none 0.1 30" + one(g, "deg", "grad", "") + ")"
	}
	return "rgb(none 128 0.5" + alpha + ")"
}

func (g *generator) space() string {
	return one(g, "srgb", "oklab", "oklch", "lab", "lch longer hue", "hsl", "hsl longer hue", "hwb", "xyz", "display-p3", "oklch increasing hue")
}

// image writes an image that needs no file.
func (g *generator) image() string {
	stops := g.color() + one(g, "", " 0%", " 10px") + ", " + one(g, "", "30%, ", g.color()+", ", g.color()+" 60%, ", g.color()+" 20% 40%, ") + g.color() + one(g, "", " 100%", " 90%")
	in := one(g, "", "", "in "+g.space())
	comma := func(list ...string) string {
		var set []string
		for _, s := range list {
			if s = strings.TrimSpace(s); s != "" {
				set = append(set, s)
			}
		}
		return strings.Join(set, ", ")
	}
	gradient := one(g,
		"linear-gradient("+comma(in+" "+one(g, "", "90deg", "to right", "to bottom", "0.25turn"), stops)+")",
		"radial-gradient("+comma(one(g, "", "circle", "circle at 0 0", "10px 20px", "at center")+" "+in, stops)+")",
		"conic-gradient("+comma(one(g, "", "from 45deg", "from 0deg at 50% 50%")+" "+in, g.color()+", "+g.color())+")",
		"repeating-linear-gradient("+comma(in, g.color()+" 0 5px, "+g.color()+" 5px 10px")+")")
	switch g.IntN(8) {
	case 0:
		return "none"
	case 1:
		return "image-set(" + gradient + " 1x, " + gradient + " 2x)"
	case 2:
		return "url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='4' height='4'%3E%3Crect width='2' height='4' fill='red'/%3E%3C/svg%3E\")"
	}
	return gradient
}
