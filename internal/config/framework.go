package config

import (
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/toolchain"
)

// refuse is the error about a project that only the build of its framework can
// make; nil for others. A project that states its entries, or has a page with a
// module of its own, is none, whatever its package.json names. Frameworks that
// stand beside applications explain only why there is nothing to build.
func (c *Config) refuse() asset.Messages {
	f, ok := toolchain.Recognize(c.Dir)
	if _, stated := c.origins["entries"]; !ok || f.Beside || stated {
		return nil
	}
	if slices.ContainsFunc([]string{"index.html", "src/index.html"}, c.startsModule) {
		return nil
	}
	return asset.Messages{refusal(f)}
}

// pageless is the error about a project without a page, where a framework
// explains that.
func (v *validator) pageless() bool {
	f, ok := toolchain.Recognize(v.Dir)
	if ok {
		v.errs = append(v.errs, refusal(f))
	}
	return ok
}

// refusal says what builds the project, what tells so, and what Paintbox does
// for it.
func refusal(f toolchain.Found) asset.Message {
	signs := make([]string, len(f.Signs))
	for i, s := range f.Signs {
		signs[i] = s.String()
	}
	told := "this is a project of " + f.Name + ", as " + strings.Join(signs, ", ") + " " + map[bool]string{true: "tells", false: "tell"}[len(signs) == 1]
	m := asset.Message{File: f.Signs[0].File, Line: max(f.Signs[0].Line, 1), Key: "entries", Text: told + ", and only the build of " + f.Name + " can make it"}
	if f.Pageless != "" {
		m.Text, m.Note = told+", and has no page: it is "+f.Pageless, `where it has a page for browsers or windows, name that: "paintbox build FILE"`
		return m
	}
	var check []string
	for _, dir := range f.Outdirs {
		check = append(check, strconv.Quote("paintbox check "+dir))
	}
	m.Note = "keep " + strconv.Quote(f.Build) + ", and after it run " + strings.Join(check, " or ") + " for budgets and " + strconv.Quote("paintbox sw "+f.Outdirs[0]) +
		` for a service worker; to build a page beside it, name that: "paintbox build FILE"`
	return m
}

var (
	htmlComment = regexp.MustCompile(`(?s)<!--.*?-->`)
	scriptTag   = regexp.MustCompile(`(?i)<script\b([^>]*)>`)
	moduleType  = regexp.MustCompile(`(?i)\btype\s*=\s*["']?module\b`)
	scriptSrc   = regexp.MustCompile(`(?i)\bsrc\s*=\s*["']?([^"'\s>]+)`)
)

// startsModule tells whether a page of the project starts a module that is there.
func (c *Config) startsModule(page string) bool {
	for _, tag := range scriptTag.FindAllSubmatch(htmlComment.ReplaceAll(c.read(page), nil), -1) {
		if !moduleType.Match(tag[1]) {
			continue
		}
		src := scriptSrc.FindSubmatch(tag[1])
		if src == nil {
			return true
		}
		name, _, _ := strings.Cut(string(src[1]), "?")
		if c.isFile(path.Join(path.Dir(page), name)) || c.isFile(strings.TrimPrefix(name, "/")) {
			return true
		}
	}
	return false
}
