package inspect

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/lex"
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

// next makes an entry of every route that Next's manifests list.
func (s *site) next() error {
	var build struct {
		Pages map[string][]string `json:"pages"`         // of the directory pages/
		Root  []string            `json:"rootMainFiles"` // what every page of the directory app/ loads first
	}
	data, err := fs.ReadFile(s.dist, "build-manifest.json")
	if err == nil {
		err = json.Unmarshal(data, &build)
	}
	if err != nil {
		return fmt.Errorf("build-manifest.json: %w (build again)", err)
	}
	routes, err := s.appRoutes(build.Root)
	if err != nil {
		return err
	}
	if len(routes) == 0 && len(build.Root) > 0 {
		routes["app"] = build.Root
	}
	maps.Copy(routes, build.Pages)
	for _, route := range slices.Sorted(maps.Keys(routes)) {
		scripts, styles := s.sort(routes[route])
		if len(scripts)+len(styles) > 0 && !strings.HasPrefix(route, "/_") {
			s.entries = append(s.entries, s.entry(asset.Root{Source: route, Name: route, File: last(scripts), Scripts: scripts, Styles: styles}))
		}
	}
	return nil
}

// appRoutes lists what the routes of the directory app/ load: one manifest holds
// all of them up to Next 15, and each route has its own since.
func (s *site) appRoutes(root []string) (map[string][]string, error) {
	routes := map[string][]string{}
	data, err := fs.ReadFile(s.dist, "app-build-manifest.json")
	if err == nil {
		var m struct{ Pages map[string][]string }
		if err := json.Unmarshal(data, &m); err != nil {
			return nil, fmt.Errorf("app-build-manifest.json: %w (build again)", err)
		}
		for key, files := range m.Pages {
			if route, is := appRoute(key); is {
				routes[route] = files
			}
		}
		return routes, nil
	}
	err = fs.WalkDir(s.dist, "server/app", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(p, "page_client-reference-manifest.js") {
			return err
		}
		data, err := fs.ReadFile(s.dist, p)
		if err != nil {
			return err
		}
		route, files, err := clientReferences(data)
		if err != nil {
			return fmt.Errorf("%s: %w (build again)", p, err)
		}
		routes[route] = slices.Concat(root, files)
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return routes, nil // there is only pages/
	}
	return routes, err
}

// appRoute is the address that a page has: "/about/page" is /about. Layouts are
// no pages.
func appRoute(key string) (string, bool) {
	route, is := strings.CutSuffix(key, "/page")
	return cmp.Or(route, "/"), is
}

// clientReferences reads what the layouts and the page of one route load: its
// manifest is a script that assigns an object of JSON.
func clientReferences(script []byte) (route string, files []string, err error) {
	found, ok := lex.Find(script, "__RSC_MANIFEST[$string] =")
	if !ok {
		return "", nil, errors.New("not a manifest as Next writes it")
	}
	var manifest struct {
		Scripts map[string][]string   `json:"entryJSFiles"`
		Styles  map[string][]resource `json:"entryCSSFiles"`
	}
	if err := json.NewDecoder(bytes.NewReader(script[found.End:])).Decode(&manifest); err != nil {
		return "", nil, err
	}
	for _, part := range slices.Sorted(maps.Keys(manifest.Scripts)) {
		if !strings.HasSuffix(part, "/global-error") {
			files = appendNew(files, manifest.Scripts[part]...)
		}
	}
	for _, part := range slices.Sorted(maps.Keys(manifest.Styles)) {
		for _, sheet := range manifest.Styles[part] {
			files = appendNew(files, string(sheet))
		}
	}
	route, _ = appRoute(found.Values[0])
	return route, files, nil
}
