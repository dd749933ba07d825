package inspect

import (
	"cmp"
	"encoding/json"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// webpackStats are what webpack and Rspack write with --json
// (webpack.js.org/api/stats), as far as budgets need it.
type webpackStats struct {
	Entrypoints map[string]struct {
		Assets []resource `json:"assets"`
	} `json:"entrypoints"`
	Chunks []struct {
		ID      chunkID  `json:"id"`
		Initial bool     `json:"initial"`
		Files   []string `json:"files"`
		Origins []struct {
			Module  string `json:"moduleName"`
			Request string `json:"request"`
		} `json:"origins"`
	} `json:"chunks"`
	Modules []webpackModule `json:"modules"`
}

type webpackModule struct {
	Name    string          `json:"name"`
	Size    asset.Size      `json:"size"` // of the source
	Chunks  []chunkID       `json:"chunks"`
	Modules []webpackModule `json:"modules"` // where several became one
}

// chunkID is a number or a name, as it stands in the file.
type chunkID string

// UnmarshalJSON accepts any value.
func (c *chunkID) UnmarshalJSON(data []byte) error {
	*c = chunkID(data)
	return nil
}

// webpack takes over entries, routes and modules.
func (s *site) webpack(data []byte) error {
	var w webpackStats
	if err := json.Unmarshal(data, &w); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(w.Entrypoints)) {
		var files []string
		for _, a := range w.Entrypoints[name].Assets {
			files = append(files, string(a))
		}
		scripts, styles := s.sort(files)
		if len(scripts)+len(styles) > 0 {
			s.entries = append(s.entries, s.entry(asset.Root{Source: name, Name: name, File: last(scripts), Scripts: scripts, Styles: styles}))
		}
	}
	s.webpackModules(&w)
	s.webpackRoutes(&w)
	return nil
}

// webpackRoutes makes a route of every import(): all chunks that it loads, as
// far as no entry has them.
func (s *site) webpackRoutes(w *webpackStats) {
	files, importers, uses := map[string][]string{}, map[string][]string{}, map[string]int{}
	for _, c := range w.Chunks {
		for _, o := range c.Origins {
			target := o.Request
			if strings.HasPrefix(target, ".") {
				target = path.Join(path.Dir(moduleName(o.Module)), target)
			}
			if c.Initial || target == "" {
				continue
			}
			files[target] = append(files[target], c.Files...)
			importers[target] = append(importers[target], moduleName(o.Module))
			for _, name := range c.Files {
				if f := s.output(name); f != nil {
					uses[f.Path]++
				}
			}
		}
	}
	for _, target := range slices.Sorted(maps.Keys(files)) {
		scripts, styles := s.sort(files[target])
		if len(scripts)+len(styles) == 0 {
			continue
		}
		r := asset.Root{Source: target, Name: stem(target), Scripts: scripts, Styles: styles}
		if len(scripts) > 0 { // the others are shared by more routes
			r.File = slices.MinFunc(scripts, func(x, y string) int { return cmp.Compare(uses[x], uses[y]) })
			f := s.build.File(r.File)
			f.Route = true
			s.imported(f, importers[target])
		}
		s.routes = append(s.routes, r)
	}
}

// imported notes that modules import a route.
func (s *site) imported(route *asset.File, modules []string) {
	for i := range s.build.Files {
		f := &s.build.Files[i]
		if slices.ContainsFunc(f.Shares, func(share asset.Share) bool { return slices.Contains(modules, share.Module) }) {
			f.Dynamic = appendNew(f.Dynamic, route.Path)
		}
	}
}

// webpackModules shares each chunk's script among its modules. webpack tells the
// sizes of sources only: they are scaled to the bytes of the script.
func (s *site) webpackModules(w *webpackStats) {
	shares := map[chunkID][]asset.Share{}
	var add func(m webpackModule, chunks []chunkID)
	add = func(m webpackModule, chunks []chunkID) {
		if len(m.Chunks) > 0 {
			chunks = m.Chunks
		}
		for _, inner := range m.Modules {
			add(inner, chunks)
		}
		if len(m.Modules) > 0 || m.Name == "" || m.Size <= 0 || strings.HasPrefix(m.Name, "css ") { // of a style sheet, whose bytes are elsewhere
			return
		}
		s.build.Modules++
		s.build.SourceBytes += m.Size
		name := moduleName(m.Name)
		for _, id := range chunks {
			shares[id] = append(shares[id], asset.Share{Module: name, Package: packageOf(name), Bytes: m.Size})
		}
	}
	for _, m := range w.Modules {
		add(m, nil)
	}
	for _, c := range w.Chunks {
		scripts, _ := s.sort(c.Files)
		if len(scripts) == 0 {
			continue
		}
		f := s.build.File(scripts[0])
		f.Shares = scaled(shares[c.ID], asset.Size(len(f.Data)))
	}
}

// scaled makes shares that add up to no more than the size.
func scaled(shares []asset.Share, size asset.Size) []asset.Share {
	var sum asset.Size
	for _, share := range shares {
		sum += share.Bytes
	}
	list := slices.Clone(shares)
	for i := range list {
		list[i].Bytes = asset.Size(float64(list[i].Bytes) / float64(sum) * float64(size))
	}
	sortShares(list)
	return list
}

// resource is the path of a file: a string, or an object that holds one as its
// name (webpack 5) or its path (Next).
type resource string

// UnmarshalJSON accepts all of these forms.
func (r *resource) UnmarshalJSON(data []byte) error {
	if json.Unmarshal(data, (*string)(r)) == nil {
		return nil
	}
	var object struct{ Name, Path string }
	err := json.Unmarshal(data, &object)
	*r = resource(cmp.Or(object.Name, object.Path))
	return err
}
