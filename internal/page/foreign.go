package page

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// Pages may hold tags of templates that nothing here renders: of PHP, of Liquid,
// Jinja, Twig and Nunjucks ({% … %}), of micro-templates ({%= … %}), and of Handlebars and Mustache ({{#if}}).
// Published as they are, visitors would see them. What decides whether a tag is
// one of a tool's or is there for a script that runs in the page:
//
//   - <?php and <?= are never for browsers;
//   - text that browsers do not show as part of the page is not judged: comments,
//     <script> and <template> elements that hold data (the templates of the
//     application's own), <textarea>; neither are examples in <pre> and <code>, nor
//     elements with the ignore attribute and what they hold;
//   - {% … %} and blocks of Handlebars ({{#…}}, {{/…}}, {{^…}}, {{>…}}, {{!…}},
//     {{else}}, {{{…}}}) are errors, since no framework reads them from a page;
//   - {{ … }} alone is what Vue, AngularJS and others read from a page: it stays,
//     and is a warning where nothing in the page or package.json speaks of them.

// foreignTag finds tags of templates. Groups: 1 PHP, 2 Liquid and its like, 3 a
// block of Handlebars, 4 a value.
var foreignTag = regexp.MustCompile(`(?s)(<\?(?:php\b|=).*?(?:\?>|$))|(\{%[-=!~+]*\s*[\w/].*?%\})|(\{\{~?(?:\s*[#/^>!][^}]*|\{[^}]*\}|\s*else\b[^}]*)~?\}\})|(\{\{[^{}]+\}\})`)

// quietElements are those whose contents are not judged, beside data.
const quietElements = "pre code samp kbd textarea template xmp"

// readsMustaches finds what shows that something in a page reads {{ … }}.
var readsMustaches = regexp.MustCompile(`(?i)\s(?:v-[a-z]+|ng-[a-z-]+|data-ng-[a-z-]+|x-data|:[a-z-]+|@[a-z-]+|\*ng\w+)\s*[=:>]|\b(?:vue|petite-vue|angular|alpine|mustache|handlebars|ractive|rivets|knockout|nunjucks)\b`)

// unrendered notes what a page holds of templates that nothing renders. Mustaches
// tells that the project has a framework that reads {{ … }} from pages.
func unrendered(source string, src []byte, mustaches bool) (failed, warned asset.Messages) {
	elements, _ := scan(src)
	quiet := quietSpans(src, elements)
	mustaches = mustaches || readsMustaches.Match(src)
	failed, warned = strayTags(source, src, elements, quiet, mustaches)
	for _, m := range foreignTag.FindAllSubmatchIndex(src, -1) {
		if m[2] < 0 && slices.ContainsFunc(quiet, func(s [2]int) bool { return s[0] <= m[0] && m[0] < s[1] }) {
			continue
		}
		tag := short(string(src[m[0]:m[1]]))
		at := messageAt(source, src, m[0])
		at.Cause = "template tag"
		switch {
		case m[2] >= 0:
			at.Text, at.Note = "the page is a program of PHP, which is not run: "+tag, "let PHP write the page, and build what it writes; or let the server include what the build makes"
		case m[4] >= 0 || m[6] >= 0:
			at.Text, at.Note = "the template tag is not rendered, and visitors would see it: "+tag,
				"write what the page is to hold there, or render it before the build; a template for scripts belongs into <template> or <script type=\"text/template\">, and the attribute "+ignore+" leaves an element as it is"
		case mustaches:
			continue
		default:
			at.Cause, at.Text, at.Note = "mustache", tag+" stays as it is, and nothing in the page is known to fill it in", "write what the page is to hold there, or add the attribute "+ignore+" to the element if a script does"
			warned = append(warned, at)
			continue
		}
		failed = append(failed, at)
	}
	return failed, warned
}

// quietSpans lists the parts of a page in which tags are not judged.
func quietSpans(src []byte, elements []element) [][2]int {
	spans := comments(src)
	for i := range elements {
		e := &elements[i]
		switch {
		case e.name == "script" && scriptKind(e) == 0:
			spans = append(spans, [2]int{e.start, e.end})
		case slices.Contains(strings.Fields(quietElements), e.name), e.get(ignore) != nil:
			spans = append(spans, [2]int{e.start, closing(src, e)})
		}
	}
	return spans
}

// comments lists the comments of a page.
func comments(src []byte) (spans [][2]int) {
	for at := 0; ; {
		start := bytes.Index(src[at:], []byte("<!--"))
		if start < 0 {
			return spans
		}
		start += at
		length := bytes.Index(src[start:], []byte("-->"))
		if length < 0 {
			return append(spans, [2]int{start, len(src)})
		}
		at = start + length
		spans = append(spans, [2]int{start, at})
	}
}

// closing is where an element ends: behind the end tag that belongs to it, or at
// the end of the page. Elements without contents end with their tag.
func closing(src []byte, e *element) int {
	if slices.Contains(strings.Fields("area base br col embed hr img input link meta source track wbr"), e.name) {
		return e.tagEnd
	}
	tag := regexp.MustCompile(`(?i)<(/?)` + regexp.QuoteMeta(e.name) + `[\s/>]`)
	depth := 1
	for _, m := range tag.FindAllSubmatchIndex(src[e.tagEnd:], -1) {
		if depth++; m[2] < m[3] {
			depth -= 2
		}
		if depth == 0 {
			return e.tagEnd + m[1]
		}
	}
	return len(src)
}
