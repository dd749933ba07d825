package swgen

import (
	"net/url"
	"path"
	"regexp"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// What a page loads is found by tags and attributes alone: enough for pages that
// bundlers write, whose scripts and styles are elements of their own.
var (
	comments  = regexp.MustCompile(`(?s)<!--.*?-->`)
	tags      = regexp.MustCompile(`(?is)<(script|link|base)\b((?:[^>"']|"[^"]*"|'[^']*')*)>`)
	attribute = regexp.MustCompile(`(?s)([^\s"'=/>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?`)
	entryName = regexp.MustCompile(`^(main|index|app|entry|bundle)\b`)
)

// roots returns the root that the shell stands for, and the base of the build:
// what comes before the files' paths in the page's references.
func roots(build asset.Build, shell string, m manifest) ([]asset.Root, string) {
	page := readPage(build, shell)
	root := asset.Root{Source: shell, Name: shell, Entry: true, Page: shell, File: page.entry(), Styles: page.styles}
	if c, ok := m[shell]; ok && c.IsEntry && build.File(c.File) != nil {
		root.File, root.Styles = c.File, c.CSS
	}
	root.Scripts = []string{root.File}
	return []asset.Root{root}, page.base
}

// page is what the shell refers to.
type page struct {
	base                     string
	scripts, modules, styles []string // paths in the build
}

// entry is the script that starts the application: the one that is called so,
// else the last module, else the last script.
func (p page) entry() string {
	for _, name := range p.scripts {
		if entryName.MatchString(path.Base(name)) {
			return name
		}
	}
	for _, list := range [][]string{p.modules, p.scripts} {
		if len(list) > 0 {
			return list[len(list)-1]
		}
	}
	return ""
}

func readPage(build asset.Build, name string) page {
	p := page{base: "./"}
	base := ""
	for _, tag := range tags.FindAllStringSubmatch(comments.ReplaceAllString(string(build.File(name).Data), ""), -1) {
		attributes := map[string]string{}
		for _, a := range attribute.FindAllStringSubmatch(tag[2], -1) {
			attributes[strings.ToLower(a[1])] = strings.Trim(a[2], `"'`)
		}
		switch strings.ToLower(tag[1]) {
		case "base":
			base = attributes["href"]
			if strings.HasPrefix(base, "/") {
				p.base = base
			}
		case "script":
			if _, old := attributes["nomodule"]; old {
				continue // for browsers without service workers
			}
			if file, ok := p.find(build, name, base, attributes["src"]); ok {
				p.scripts = append(p.scripts, file)
				if attributes["type"] == "module" {
					p.modules = append(p.modules, file)
				}
			}
		case "link":
			if file, ok := p.find(build, name, base, attributes["href"]); ok && strings.EqualFold(attributes["rel"], "stylesheet") {
				p.styles = append(p.styles, file)
			}
		}
	}
	return p
}

// find returns the file that a reference means. Where the reference is a path
// from the server's root, what comes before the file's path is the base.
func (p *page) find(build asset.Build, page, base, reference string) (string, bool) {
	u, err := url.Parse(reference)
	if err != nil || u.Host != "" || u.Scheme != "" || u.Path == "" {
		return "", false
	}
	if !strings.HasPrefix(u.Path, "/") {
		from := path.Dir(page)
		if base != "" {
			from = ""
		}
		name := path.Join(from, u.Path)
		return name, build.File(name) != nil
	}
	for name := u.Path[1:]; ; {
		if build.File(name) != nil {
			p.base = strings.TrimSuffix(u.Path, name)
			return name, true
		}
		_, rest, ok := strings.Cut(name, "/")
		if !ok {
			return "", false
		}
		name = rest
	}
}
