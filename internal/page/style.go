package page

import (
	"strconv"
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"

	sheet "github.com/paintbox-build/paintbox/internal/css"
)

// span is a URL within a text.
type span struct {
	lo, hi int
	url    string
	kind   Kind
	write  func(url string) string // how the URL is written there
}

// styleSpans finds the URLs in CSS: url(…) of any property, @import, and the
// strings of image-set() and src().
func styleSpans(text string) []span {
	var spans []span
	var functions []string // open parentheses
	imports := false       // an @import's URL comes next
	lexer := css.NewLexer(parse.NewInputString(text))
	for pos := 0; ; {
		token, data := lexer.Next()
		if token == css.ErrorToken {
			return spans
		}
		lo := pos
		pos += len(data)
		kind := Asset
		if imports {
			kind = Stylesheet
		}
		s := span{lo: lo, hi: pos, kind: kind}
		switch token {
		case css.WhitespaceToken, css.CommentToken:
			continue
		case css.URLToken:
			s.url, s.write = unquoteCSS(trimURL(string(data))), quoteURL
			spans = append(spans, s)
		case css.StringToken:
			if imports || len(functions) > 0 && sheet.NamesFile(functions[len(functions)-1]) {
				s.url, s.write = unquoteCSS(string(data)), quoteCSS
				spans = append(spans, s)
			}
		case css.FunctionToken, css.LeftParenthesisToken:
			functions = append(functions, strings.ToLower(string(data)))
		case css.RightParenthesisToken:
			functions = functions[:max(0, len(functions)-1)]
		}
		imports = token == css.AtKeywordToken && strings.EqualFold(string(data), "@import")
	}
}

// trimURL returns what stands in the parentheses of url(…), the last of which
// may be missing at the end of the text.
func trimURL(token string) string {
	_, inner, _ := strings.Cut(token, "(")
	return strings.TrimSpace(strings.TrimSuffix(inner, ")"))
}

// unquoteCSS removes quotes and resolves escapes. (CSS Syntax 4.3.7.)
func unquoteCSS(s string) string {
	if len(s) > 0 && (s[0] == '"' || s[0] == '\'') {
		s = strings.TrimSuffix(s[1:], s[:1])
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		n := 0
		for n < 6 && i+1+n < len(s) && strings.IndexByte("0123456789abcdefABCDEF", s[i+1+n]) >= 0 {
			n++
		}
		switch {
		case n > 0:
			r, _ := strconv.ParseUint(s[i+1:i+1+n], 16, 32)
			b.WriteRune(rune(r))
			i += n
			if i+1 < len(s) && isSpace(s[i+1]) {
				i++
			}
		case s[i+1] == '\n':
			i++
		default:
			b.WriteByte(s[i+1])
			i++
		}
	}
	return b.String()
}

func quoteURL(url string) string {
	special := func(r rune) bool { return r <= ' ' || r == 0x7f || strings.ContainsRune("\"'()\\<", r) }
	if strings.ContainsFunc(url, special) {
		return "url(" + quoteCSS(url) + ")"
	}
	return "url(" + url + ")"
}

// quoteCSS writes a string that is safe in a <style>, too.
func quoteCSS(url string) string {
	return `"` + strings.NewReplacer(`"`, "%22", `\`, "%5C", "<", "%3C", "\n", "", "\r", "", "\f", "", "\x00", "").Replace(url) + `"`
}
