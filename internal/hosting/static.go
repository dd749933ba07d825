package hosting

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"
)

// Limits that services state.
const (
	cloudflareRules = 100  // of headers
	cloudflareLine  = 2000 // characters
	vercelRules     = 2048 // of headers
)

// headersFile is the file _headers, as Netlify and Cloudflare Pages read it. Of two
// rules for one address Cloudflare joins the values, so no header stands in two; what
// is not said of keeping an answer is that it is asked for again.
func headersFile(host string, s *Site) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s*\n", mark(host), s.Base)
	for _, h := range s.Headers {
		fmt.Fprintf(&b, "  %s: %s\n", h.Name, h.Value)
	}
	for _, rule := range s.Immutable {
		fmt.Fprintf(&b, "%s\n  Cache-Control: %s\n", pattern(s, rule), forever)
	}
	return []byte(b.String())
}

// pattern is the address of a rule, in which a star is any text.
func pattern(s *Site, r Rule) string {
	at := (&url.URL{Path: s.Base + r.Path}).EscapedPath()
	if r.IsDirectory() {
		at += "*"
	}
	return at
}

func netlify(s *Site) ([]File, error) {
	rules := []string{mark("netlify"), s.Base + ".paintbox/* /404.html 404!"}
	if s.Shell != "" {
		for _, rule := range s.Immutable {
			if rule.IsDirectory() {
				rules = append(rules, pattern(s, rule)+" /404.html 404")
			}
		}
		rules = append(rules, s.Base+"* "+s.Base+s.Shell+" 200")
	}
	return []File{{Path: "_headers", Build: true, Data: headersFile("netlify", s)},
		{Path: "_redirects", Build: true, Data: []byte(strings.Join(rules, "\n") + "\n")}}, nil
}

// cloudflare lets pages that are missing below hashed files be so: the nearest
// 404.html is sent, and where the site has none of its own, all else is a route.
func cloudflare(s *Site) ([]File, error) {
	data := headersFile("cloudflare", s)
	if n := 1 + len(s.Immutable); n > cloudflareRules {
		return nil, fmt.Errorf("_headers would have %d rules, and Cloudflare Pages takes %d: put hashed files into a directory that holds no others", n, cloudflareRules)
	}
	for line := range strings.Lines(string(data)) {
		if len(line) > cloudflareLine {
			return nil, fmt.Errorf("a line of _headers would have %d characters, and Cloudflare Pages takes %d: %s (write inline scripts into files, or give --csp off)", len(line), cloudflareLine, strings.TrimSpace(line[:60]))
		}
	}
	redirects := mark("cloudflare") + "\n" + s.Base + ".paintbox/* " + s.Base + " 302\n"
	files := []File{{Path: "_headers", Build: true, Data: data}, {Path: "_redirects", Build: true, Data: []byte(redirects)}}
	for _, rule := range s.Immutable {
		if name := path.Join(rule.Path, "404.html"); rule.IsDirectory() && s.Shell != "" && s.pages[name] == nil {
			files = append(files, File{Path: name, Build: true, Data: []byte(notFound)})
		}
	}
	return files, nil
}

// notFound is a page for what is gone.
const notFound = "<!doctype html><html lang=en><!-- Written by paintbox host cloudflare --><title>Not found</title><p>Not found\n"

// githubPages sends 404.html for what it does not know, with status 404.
func githubPages(s *Site) ([]File, error) {
	files := []File{{Path: ".nojekyll", Build: true}}
	if s.Shell != "" && s.pages["404.html"] == nil {
		page := s.pages[s.Shell]
		at := 1 + bytes.IndexByte(page, '>') // behind the doctype
		files = append(files, File{Path: "404.html", Build: true, Data: slices.Concat(page[:at], []byte("<!-- Written by paintbox host github-pages -->"), page[at:])})
	}
	return files, nil
}

// vercelRule is a rule of vercel.json.
type vercelRule struct {
	Source      string         `json:"source"`
	Has         []vercelHeader `json:"has,omitempty"`
	Missing     []vercelHeader `json:"missing,omitempty"`
	Headers     []jsonHeader   `json:"headers,omitempty"`
	Destination string         `json:"destination,omitempty"`
	Permanent   *bool          `json:"permanent,omitempty"`
}

type vercelHeader struct {
	Type  string `json:"type"`
	Key   string `json:"key"`
	Value string `json:"value,omitempty"`
}

type jsonHeader struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

func vercel(s *Site) ([]File, error) {
	all := vercelRule{Source: s.Base + "(.*)"}
	for _, h := range s.Headers {
		all.Headers = append(all.Headers, jsonHeader{h.Name, h.Value})
	}
	config := struct {
		Schema    string       `json:"$schema"`
		Directory string       `json:"outputDirectory"`
		Clean     bool         `json:"cleanUrls"`
		Headers   []vercelRule `json:"headers"`
		Redirects []vercelRule `json:"redirects"`
		Rewrites  []vercelRule `json:"rewrites"`
	}{Schema: "https://openapi.vercel.sh/vercel.json", Directory: strings.TrimSuffix(s.Outdir, "/"), Headers: []vercelRule{all}, Rewrites: []vercelRule{},
		Redirects: []vercelRule{{Source: s.Base + ".paintbox/(.*)", Destination: s.Base, Permanent: new(bool)}}}
	for name := range s.pages {
		config.Clean = config.Clean || path.Base(name) != "index.html"
	}
	for _, rule := range s.Immutable {
		at := vercelPath(s.Base + rule.Path)
		if rule.IsDirectory() {
			at += "(.*)"
		}
		config.Headers = append(config.Headers, vercelRule{Source: at, Headers: []jsonHeader{{"Cache-Control", forever}}})
	}
	if n := len(config.Headers); n > vercelRules {
		return nil, fmt.Errorf("vercel.json would have %d rules of headers, and Vercel takes %d: put hashed files into a directory that holds no others", n, vercelRules)
	}
	if s.Shell != "" {
		route := vercelRule{Source: s.Base + `((?!.*\.(?:` + strings.Join(extensions(), "|") + `)$).*)`, Destination: s.Base + s.Shell}
		navigates, asks := route, route
		navigates.Has = []vercelHeader{{"header", "sec-fetch-mode", "navigate"}}
		asks.Has, asks.Missing = []vercelHeader{{"header", "accept", ".*text/html.*"}}, []vercelHeader{{Type: "header", Key: "sec-fetch-mode"}}
		config.Rewrites = append(config.Rewrites, navigates, asks)
	}
	data, err := json.MarshalIndent(config, "", "  ")
	return []File{{Path: "vercel.json", Data: append(data, '\n')}}, err
}

// vercelPath is a path in which nothing is a pattern. (path-to-regexp 6)
func vercelPath(p string) string {
	var b strings.Builder
	for _, c := range p {
		if strings.ContainsRune(`:*+?(){}[]^$|!\`, c) {
			b.WriteByte('\\')
		}
		b.WriteRune(c)
	}
	return b.String()
}
