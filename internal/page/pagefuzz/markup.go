package pagefuzz

import (
	"fmt"
	"path"
	"strings"
)

// document is a whole page.
func (g *generator) document() string {
	g.depth = 0
	g.base = path.Dir(g.project.Pages[g.page])
	var b strings.Builder
	b.WriteString(g.pick("<!doctype html>", "<!DOCTYPE html>\n", "<!doctype html>\n<!-- <script type=module src=gone.js></script> -->\n"))
	explicit := !g.one(4)
	if explicit {
		b.WriteString(`<html lang="en"><head>`)
	}
	b.WriteString(`<meta charset="utf-8"><link rel="icon" href="data:,"><meta name="marker" content="` + fmt.Sprintf("file-%d", g.number()) + `"><title>` + g.pick("A page", "A &amp; B", "<script type=module src=gone.js></script>", "") + "</title>\n")
	if g.one(8) {
		base := g.pick("/", "/sub/", "./")
		fmt.Fprintf(&b, "<base href=%q>", base)
		if base != "./" {
			g.base = strings.Trim(base, "/")
		}
	}
	g.some(&b, 5, g.headElement)
	if explicit {
		b.WriteString("</head>\n<body" + g.pick("", ` class="c1"`, ` id="body"`) + ">")
	}
	g.some(&b, 12, g.bodyElement)
	if explicit {
		b.WriteString(g.pick("</body></html>", "</body>\n</html>\n", ""))
	}
	if explicit && g.one(6) {
		b.WriteString(g.script())
	}
	return b.String()
}

// some writes up to n elements.
func (g *generator) some(b *strings.Builder, n int, element func() string) {
	for range g.IntN(n + 1) {
		b.WriteString(element() + g.pick("", "\n", " "))
	}
}

// mark gives an element a number by which it is found again.
func (g *generator) mark() string { return fmt.Sprintf(` data-k="%d"`, g.number()) }

func (g *generator) headElement() string {
	switch g.IntN(8) {
	case 0, 1, 2:
		return g.script()
	case 3:
		return g.link()
	case 4:
		return g.style()
	case 5:
		return fmt.Sprintf(`<meta%s %s content="%s">`, g.mark(), g.pick(`property="og:image"`, `itemprop="image"`, `name="twitter:image"`), g.url(g.image()))
	case 6:
		return "<noscript>" + g.pick("", `<link rel="stylesheet" href="`+g.url(g.sheet())+`">`, "<style>p { color: red }</style>") + "</noscript>"
	}
	return "<!-- " + g.pick("a comment", `<script src="gone.js"></script>`, "[if IE]>", "-- >") + " -->"
}

// link is an element <link>.
func (g *generator) link() string {
	switch g.IntN(5) {
	case 0, 1, 2:
		attrs := g.pick("", "", "", ` media="print"`, ` media="(min-width: 1px)"`, " disabled", ` title="one"`)
		rel := g.pick("stylesheet", "stylesheet", "StyleSheet", "alternate stylesheet")
		if strings.HasPrefix(rel, "alternate") {
			attrs = ` title="two"`
		}
		return fmt.Sprintf(`<link%s rel=%q href="%s"%s>`, g.mark(), rel, g.url(g.sheet()), attrs)
	case 3:
		return fmt.Sprintf(`<link%s rel=%q href="%s">`, g.mark(), g.pick("apple-touch-icon", "mask-icon", "image_src"), g.url(g.image()))
	}
	return fmt.Sprintf(`<link%s rel="preload" as="image" href="%s" imagesrcset="%s 2x">`, g.mark(), g.url(g.image()), g.srcURL())
}

// srcURL is a URL in a list of such.
func (g *generator) srcURL() string {
	return strings.NewReplacer(",", "%2C", " ", "%20").Replace(g.url(g.image()))
}

func (g *generator) style() string {
	n := g.number()
	text := fmt.Sprintf(":root { --file-%d: 1; --last: %d; color: rgb(%d, 0, 0) } .c%d { background: url(\"%s\") }", n, n, g.IntN(250), g.IntN(5), strings.ReplaceAll(g.to(g.base, g.image()), `"`, `\"`))
	if g.one(5) {
		text = fmt.Sprintf("@import %q;\n", g.to(g.base, g.sheet())) + text
	}
	return fmt.Sprintf("<style%s%s>%s</style>", g.mark(), g.pick("", "", ` type="text/css"`, ` media="print"`, ` type="text/plain"`, ` title="one"`), text)
}

// script is one of any kind.
func (g *generator) script() string {
	k := g.mark()
	switch g.IntN(16) {
	case 0, 1, 2:
		return fmt.Sprintf(`<script%s type=%q src="%s"%s></script>`, k, g.pick("module", "module", "MODULE"), g.url(g.module(nil)), g.pick("", "", "", " crossorigin", " defer", ` id="script"`, ` onload="said.push('loaded')"`))
	case 3, 4:
		return "<script" + k + ` type="module">` + g.moduleText(g.base, g.say) + "</script>"
	case 5:
		return fmt.Sprintf(`<script%s type="module" async src="%s"></script>`, k, g.url(g.leaf()))
	case 6, 7:
		return fmt.Sprintf(`<script%s src="%s"%s></script>`, k, g.url(g.classic(g.say)), g.pick("", "", " defer", ` type="text/javascript"`, ` type=""`, ` language="javascript"`, ` onload="said.push('loaded')"`))
	case 8:
		return fmt.Sprintf(`<script%s async src="%s"></script>`, k, g.url(g.classic(g.aside)))
	case 9:
		return fmt.Sprintf(`<script%s nomodule src="%s"></script>`, k, g.url(g.classic(g.say)))
	case 10:
		return "<script" + k + g.pick(` type="text/template"`, ` type="application/json"`, ` type="text/x-any"`, ` type="module; x=1"`, ` language="vbscript"`, ` type="text/javascript; x=1"`) + `>{"a": "<p>` + g.pick("", "{{ x }}") + `<\/p>"}</script>`
	case 11:
		n := g.number()
		return fmt.Sprintf("<script%s>function made%d() { %s } var top%[2]d = 1; let let%[2]d = 2</script><button onclick=\"made%[2]d()\">b</button><script>made%[2]d(); document.currentScript.previousElementSibling.click(); (globalThis.values ||= []).push(window.top%[2]d, typeof window.made%[2]d, let%[2]d)</script>", k, n, g.say())
	case 12:
		return "<script" + k + ">document.write('<p class=\"c1\">written</p>'); " + g.say() + "</script>"
	case 13:
		return "<script" + k + "><!--\n" + g.say() + " var s = '<script>'\n--></script>"
	case 14:
		return "<script" + k + ` type="module">throw new Error("thrown ` + fmt.Sprint(g.number()) + `")</script>`
	}
	return "<script" + k + ">" + g.say() + "</script>"
}

// leaf is a module for a script that runs at no certain time.
func (g *generator) leaf() string {
	return g.source(".js", g.aside()+"\n")
}

// classic makes a script that is no module.
func (g *generator) classic(say func() string) string {
	n := g.number()
	said := say()
	if strings.Contains(said, "aside") {
		return g.add(".js", said)
	}
	return g.add(".js", fmt.Sprintf("%s\nvar top%d = 1; function made%[2]d() { return this === window }\n(globalThis.values ||= []).push(made%[2]d(), typeof window.made%[2]d, !!document.currentScript);\n", said, n))
}
