package pagefuzz

import (
	"fmt"
	"html"
	"strings"
)

func (g *generator) bodyElement() string {
	k := g.mark()
	switch g.IntN(20) {
	case 0, 1, 2, 3:
		return g.script()
	case 4:
		return fmt.Sprintf(`<p%s class="c%d">%s</p>`, k, g.IntN(5), g.pick("text", "a  b\n c", "a &amp; b &lt;", "<b>x</b> <i>y</i>", "&nbsp;", `<pre> a
  b</pre>`, "<textarea>\n<script type=module src=gone.js></script></textarea>"))
	case 5:
		return g.media(k)
	case 6:
		return fmt.Sprintf(`<div%s style="background: url('%s')">%s</div>`, k, strings.ReplaceAll(g.url(g.image()), "'", "%27"), g.pick("", "x"))
	case 7:
		return g.inside("<template"+k+">", "</template>")
	case 8:
		return g.inside(`<div`+k+`><template shadowrootmode="`+g.pick("open", "OPEN")+`">`, "<slot></slot></template>text</div>")
	case 9:
		return g.inside("<noscript"+k+">", "</noscript>")
	case 10:
		return g.svgElement(k)
	case 11:
		return "<" + g.pick("xmp", "textarea", "noembed", "noframes", "iframe") + k + `><script type="module" src="gone.js"></script><img src="gone.svg"></` + "xmp></textarea></noembed></noframes></iframe>"
	case 12:
		return g.frame(k)
	case 13:
		return fmt.Sprintf(`<%s%s href="%s">x</a>`, "a", k, g.pick("#x", "mailto:a@b", g.url(g.project.Pages[g.IntN(len(g.project.Pages))])+g.pick("", "#x", "?q=1")))
	case 14:
		return g.link()
	case 15:
		return g.inside("<table"+k+"><tr><td>", "</td></tr></table>")
	case 16:
		return g.inside("<"+g.pick("section", "ul", "select", "object", "button", "details")+k+">", "</section>")
	case 17:
		return "<math" + k + "><mi>x</mi>" + g.pick("", "<annotation-xml encoding=\"text/html\"><p>y</p></annotation-xml>") + "</math>"
	case 18:
		return g.style()
	}
	return g.pick("text", "&copy; text", "<!-- <img src=gone.svg> -->", "</p>", "<br>", "<hr>", "<p>open", "<custom-element"+k+" src=gone.svg></custom-element>")
}

// inside puts elements between tags.
func (g *generator) inside(start, end string) string {
	if g.depth > 2 {
		return start + end
	}
	g.depth++
	defer func() { g.depth-- }()
	var b strings.Builder
	g.some(&b, 3, g.bodyElement)
	return start + b.String() + end
}

// media is an element that shows a file.
func (g *generator) media(k string) string {
	u := g.url(g.image()) + g.suffix()
	switch g.IntN(9) {
	case 0, 1:
		return fmt.Sprintf(`<img%s alt="" src="%s">`, k, u)
	case 2:
		return fmt.Sprintf(`<img%s alt="" srcset="%s 1x, %s 2x" src="%s">`, k, g.srcURL(), g.srcURL(), u)
	case 3:
		return fmt.Sprintf(`<picture%s><source srcset="%s" type="image/svg+xml"><img src='%s' alt></picture>`, k, g.srcURL(), strings.ReplaceAll(u, "'", "&#39;"))
	case 4:
		return fmt.Sprintf(`<video%s poster="%s"></video>`, k, u)
	case 5:
		return fmt.Sprintf(`<input%s type="image" alt="" src="%s">`, k, u)
	case 6:
		return fmt.Sprintf(`<%s%s %s="%s">x</%[1]s>`, "object", k, "data", u)
	case 7:
		return fmt.Sprintf(`<embed%s src="%s">`, k, u)
	}
	return fmt.Sprintf(`<IMG%s ALT='' SRC="%s" src="gone.svg">`, k, u)
}

// svgElement is a picture in the page, in which scripts are no modules.
func (g *generator) svgElement(k string) string {
	inner := g.pick(
		fmt.Sprintf(`<image href="%s" width="3" height="3"/>`, g.url(g.image())),
		fmt.Sprintf(`<use xlink:href="%s#file"/>`, g.url(g.image())),
		"<style>.c9 { fill: red }</style>",
		"<title>x</title><desc><p>y</p></desc>",
		"<script>"+g.say()+"</script>",
		fmt.Sprintf(`<script href="%s"></script>`, g.url(g.classic(g.say))),
		fmt.Sprintf(`<script src="%s"></script>`, g.url(g.classic(g.say))),
		fmt.Sprintf(`<script type="module" src="%s"></script>`, g.url(g.module(nil))),
		fmt.Sprintf(`<script type="module">%s</script>`, g.say()),
		"<script><![CDATA["+g.say()+"]]></script>",
		"<foreignObject>"+g.inside("<p>", "</p>")+"</foreignObject>",
	)
	return "<svg" + k + ` width="9" height="9">` + inner + "</svg>"
}

// frame is a page in the page.
func (g *generator) frame(k string) string {
	if g.one(2) || g.depth > 0 {
		return fmt.Sprintf(`<iframe%s srcdoc="%s"></iframe>`, k, html.EscapeString(g.pick("<p>framed", g.script(), g.media(g.mark()), g.link())))
	}
	if g.page+1 < len(g.project.Pages) {
		return fmt.Sprintf(`<iframe%s src="%s"></iframe>`, k, g.url(g.project.Pages[g.page+1]))
	}
	return fmt.Sprintf(`<iframe%s src="data:text/html,x"></iframe>`, k)
}
