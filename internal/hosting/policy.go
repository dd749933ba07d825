package hosting

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"maps"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/lex"
)

// headers are those of all answers.
func headers(files []asset.File, pages map[string][]byte, o Options) []Header {
	list := []Header{
		{"X-Content-Type-Options", "nosniff"},
		{"Referrer-Policy", "strict-origin-when-cross-origin"},
	}
	if o.Verify {
		list = append(list, Header{"Integrity-Policy", "blocked-destinations=(script)"})
	}
	if denied := permissions(files, pages); denied != "" {
		list = append(list, Header{"Permissions-Policy", denied})
	}
	switch o.Policy {
	case "off":
	case "report":
		list = append(list, Header{"Content-Security-Policy-Report-Only", policy(files, pages, o.Scripts)})
	default:
		list = append(list, Header{"Content-Security-Policy", policy(files, pages, o.Scripts)})
	}
	if o.HSTS {
		list = append(list, Header{"Strict-Transport-Security", "max-age=31536000; includeSubDomains"})
	}
	return list
}

// policy lets browsers run what the build holds and its pages name, and nothing that
// somebody else put into them. (Content Security Policy Level 3.)
func policy(files []asset.File, pages map[string][]byte, more []string) string {
	found := programs{hashes: map[string]bool{}, handlers: map[string]bool{}, origins: map[string]bool{}}
	for _, path := range slices.Sorted(maps.Keys(pages)) {
		found.read(pages[path])
	}
	sources := append([]string{"'self'"}, slices.Sorted(maps.Keys(found.origins))...)
	if slices.ContainsFunc(files, func(f asset.File) bool { return f.Kind == asset.KindWASM }) {
		sources = append(sources, "'wasm-unsafe-eval'")
	}
	sources = append(sources, slices.Sorted(maps.Keys(found.hashes))...)
	if len(found.handlers) > 0 {
		sources = append(append(sources, "'unsafe-hashes'"), slices.Sorted(maps.Keys(found.handlers))...)
	}
	sources = append(sources, more...)
	directives := []string{"script-src " + strings.Join(sources, " "), "worker-src 'self' blob:", "object-src 'self' blob:", "frame-ancestors 'self'"}
	if !found.foreignBase {
		directives = append(directives, "base-uri 'self'")
	}
	return strings.Join(directives, "; ")
}

// programs are those that stand in pages, and where others come from.
type programs struct {
	hashes      map[string]bool // of the texts of scripts
	handlers    map[string]bool // of the texts of attributes such as onclick
	origins     map[string]bool // of other sites' scripts
	foreignBase bool
}

// read adds what stands in a page, and in pages that stand in its attributes.
func (p *programs) read(page []byte) {
	z := html.NewTokenizer(bytes.NewReader(page))
	for inScript := false; ; {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.TextToken:
			if inScript {
				p.hashes[hash(string(z.Text()))] = true
			}
			inScript = false
		case html.StartTagToken, html.SelfClosingTagToken:
			token := z.Token()
			inScript = p.element(token)
		default:
			inScript = false
		}
	}
}

// element adds what attributes hold, and tells whether the element's text is a
// script that browsers ask the policy about.
func (p *programs) element(token html.Token) (inScript bool) {
	inScript = token.Data == "script"
	for _, a := range token.Attr {
		switch {
		case strings.HasPrefix(a.Key, "on"):
			p.handlers[hash(a.Val)] = true
		case a.Key == "srcdoc":
			p.read([]byte(a.Val))
		case token.Data == "base" && a.Key == "href":
			p.foreignBase = p.foreignBase || origin(a.Val) != ""
		case token.Data == "script" && a.Key == "src", token.Data == "link" && a.Key == "href" && isScriptLink(token):
			if from := origin(a.Val); from != "" {
				p.origins[from] = true
			}
			inScript = false
		case token.Data == "script" && a.Key == "type":
			inScript = inScript && runs(a.Val)
		}
	}
	return inScript
}

func isScriptLink(link html.Token) bool {
	return slices.ContainsFunc(link.Attr, func(a html.Attribute) bool {
		return a.Key == "rel" && strings.EqualFold(a.Val, "modulepreload") || a.Key == "as" && strings.EqualFold(a.Val, "script")
	})
}

// runs tells whether a script of that type is one, in contrast to data.
func runs(kind string) bool {
	kind = strings.ToLower(strings.TrimSpace(kind))
	return kind == "" || kind == "module" || kind == "importmap" || kind == "speculationrules" || strings.HasSuffix(kind, "javascript") || strings.HasSuffix(kind, "ecmascript")
}

// origin is that of a URL which names another site.
func origin(raw string) string {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Host == "" {
		return ""
	}
	if u.Scheme == "" {
		return u.Host
	}
	return u.Scheme + "://" + u.Host
}

// hash is the source expression of a text, of which a browser sees every end of line as a line feed.
func hash(text string) string {
	sum := sha256.Sum256([]byte(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// powers are what browsers may ask people for, with the words without which no
// program asks for it.
func powers() []struct{ name, word string } {
	return []struct{ name, word string }{
		{"camera", "getUserMedia"}, {"microphone", "getUserMedia"}, {"geolocation", "geolocation"}, {"payment", "PaymentRequest"},
		{"usb", "usb"}, {"bluetooth", "bluetooth"}, {"serial", "serial"}, {"hid", "hid"}, {"midi", "requestMIDIAccess"}, {"display-capture", "getDisplayMedia"},
	}
}

// permissions denies what no script and no page names.
func permissions(files []asset.File, pages map[string][]byte) string {
	var denied []string
	for _, power := range powers() {
		word := []byte(power.word)
		named := func(data []byte) bool { return bytes.Contains(data, word) || bytes.Contains(data, []byte(power.name)) }
		used := slices.ContainsFunc(files, func(f asset.File) bool { return f.Kind == asset.KindJS && named(f.Data) })
		for _, page := range pages {
			used = used || named(page)
		}
		if !used {
			denied = append(denied, power.name+"=()")
		}
	}
	return strings.Join(denied, ", ")
}

// evaluating lists the scripts that call eval or the constructor of functions, which
// a policy refuses unless it names 'unsafe-eval'.
func evaluating(files []asset.File, allowed []string) []string {
	var list []string
	for _, f := range files {
		if f.Kind == asset.KindJS && !slices.Contains(allowed, "'unsafe-eval'") && makesCode(f.Data) {
			list = append(list, f.Path)
		}
	}
	return list
}

func makesCode(src []byte) bool {
	method, pending := -1, false // where a method of that name ends; whether a call has to be the harmless one
	for found := range lex.FindAll(src, `.eval(`, `.Function(`, `Function("return this")`, `eval(`, `Function(`) {
		switch {
		case found.Phrase < 2:
			method = found.End
		case found.Phrase == 2:
			pending = false // the global object, as old libraries look for it where there is no other way
		case found.End == method:
		case pending || found.Phrase == 3:
			return true
		default:
			pending = true
		}
	}
	return pending
}
