package browserslist

import (
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// maxDepth bounds lists that extend others.
const maxDepth = 10

// extended follows the list of a package, browserslist-config-x: that of its main
// file, where it is data.
func (s *selector) extended(name string) (versions, answer) {
	home := s.installed(name)
	switch {
	case home == "":
		s.absent = append(s.absent, name)
		return nil, said
	case s.depth >= maxDepth:
		s.unknown = append(s.unknown, "extends "+name)
		return nil, said
	}
	var manifest struct{ Main string }
	if data, err := os.ReadFile(filepath.Join(home, "package.json")); err == nil {
		_ = json.Unmarshal(data, &manifest) // one that is broken names no file
	}
	for _, file := range []string{manifest.Main, manifest.Main + ".js", path.Join(manifest.Main, "index.js"), "index.js", "index.json"} {
		data, err := os.ReadFile(filepath.Join(home, filepath.FromSlash(file)))
		if err != nil || file == "" {
			continue
		}
		if queries := fromJSON(asJSON(data)); queries != nil {
			s.depth++
			defer func() { s.depth-- }()
			return s.all(queries), understood
		}
	}
	s.programs = append(s.programs, name)
	return nil, said
}

// installed is the directory of a package as Node.js would find it; "" for none.
func (s *selector) installed(name string) string {
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		return ""
	}
	for at := s.dir; ; at = filepath.Dir(at) {
		home := filepath.Join(at, "node_modules", filepath.FromSlash(name))
		if info, err := os.Stat(home); err == nil && info.IsDir() {
			return home
		}
		if filepath.Dir(at) == at {
			return ""
		}
	}
}

// core are the browsers that Baseline is about.
func core() []string {
	return []string{"chrome", "and_chr", "edge", "firefox", "and_ff", "safari", "ios_saf"}
}

// baseline chooses what is Baseline: of a year, newly or widely available, which is 30
// months later. The versions are those of the day, by the times of their releases:
// with each come those before it.
func (s *selector) baseline(m []string) versions {
	day := time.Unix(s.newest(), 0).UTC()
	if given, err := time.Parse("2006-01-02", m[3]); err == nil {
		day = given
	}
	if year, err := strconv.Atoi(m[1]); err == nil {
		day = time.Date(year, time.December, 31, 0, 0, 0, 0, time.UTC)
	}
	if m[2] == "widely" {
		day = day.AddDate(0, -30, 0)
	}
	set := versions{}
	for _, name := range core() {
		b := s.browsers[name]
		first := len(b.versions) - 1 // of mobile browsers only the newest is in the data
		for i, v := range b.versions {
			if at := b.released[v]; at != 0 && at <= day.Unix() {
				first = i
			}
		}
		for _, v := range b.versions[max(first, 0):] {
			set.add(name, v)
		}
	}
	return set
}

// inRegion follows a query about the usage in a country or a continent. Which is
// used there the data packs in ways that change; the usage of the world stands for it.
func (s *selector) inRegion(text string) (versions, answer) {
	share, region, ok := strings.Cut(text, " in ")
	region = strings.TrimSpace(region)
	isRegion := len(region) == 2 || strings.HasPrefix(region, "alt-") && len(region) == len("alt-as")
	if !ok || !isRegion || !strings.HasSuffix(strings.TrimSpace(share), "%") {
		return nil, unknown
	}
	set, how := s.query(strings.TrimSpace(share))
	if how == understood && !slices.Contains(s.regions, text) {
		s.regions = append(s.regions, text)
	}
	return set, how
}
