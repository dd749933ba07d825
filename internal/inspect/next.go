package inspect

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// isNext tells a ".next" directory, of which browsers load what is in static/.
func isNext(dir fs.FS) bool {
	for _, name := range []string{"BUILD_ID", "build-manifest.json", "static"} {
		if _, err := fs.Stat(dir, name); err != nil {
			return false
		}
	}
	return true
}

// The names of Next that are nothing but random: of files, and of the directory
// that is called after the build.
var (
	nextHash  = regexp.MustCompile(`^((?:_next/)?static/(?:chunks|css|media)/)[0-9a-z_-]{10,24}(\.\w+)$`)
	nextBuild = regexp.MustCompile(`^((?:_next/)?static/)[A-Za-z0-9_-]{21}/(_\w+\.js)$`)
)

// nextName is a name without its random part.
func nextName(p string) (name string, ok bool) {
	for _, pattern := range []*regexp.Regexp{nextHash, nextBuild} {
		if m := pattern.FindStringSubmatch(p); m != nil && strings.ContainsAny(p, "0123456789") {
			if m[2][0] == '.' {
				m[2] = "chunk" + m[2]
			}
			return m[1] + m[2], true
		}
	}
	return p, false
}

// next makes an entry of every page that Next's manifests list, by its route.
func (s *site) next() error {
	for _, name := range []string{"build-manifest.json", "app-build-manifest.json"} {
		data, err := fs.ReadFile(s.dist, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		m := struct {
			Pages map[string][]string `json:"pages"`
			Root  []string            `json:"rootMainFiles"`
		}{Pages: map[string][]string{}}
		if err == nil {
			err = json.Unmarshal(data, &m)
		}
		if err != nil {
			return fmt.Errorf("%s: %w (build again)", name, err)
		}
		if len(m.Root) > 0 { // what every page of the app directory loads first
			m.Pages["app"] = m.Root
		}
		for _, route := range slices.Sorted(maps.Keys(m.Pages)) {
			scripts, styles := s.sort(m.Pages[route])
			if len(scripts)+len(styles) > 0 {
				s.entries = append(s.entries, s.entry(asset.Root{Source: route, Name: route, File: last(scripts)}, scripts, styles))
			}
		}
	}
	return nil
}
