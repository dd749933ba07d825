package pipeline

import (
	"fmt"
	"path"
	"slices"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler"
	"github.com/paintbox-build/paintbox/internal/page"
)

// render adds the pages, and the files that they refer to, to a build.
func (s *site) render(build asset.Build) (asset.Build, error) {
	out := page.Output{
		Base: build.Base, Roots: build.Roots,
		Resolve: func(source string, ref page.Reference) (string, bool) { return s.resolve(&build, source, ref) },
		Routes:  func(root asset.Root) string { return routeTable(&build, root) },
	}
	out.Styles = func(script string) []string {
		if f := build.File(script); f != nil {
			return f.CSS
		}
		return nil
	}
	if s.cfg.Chunks.ImportMap {
		out.Imports = func(root asset.Root) map[string]string { return importMap(&build, root) }
	}
	pages, warnings, err := page.Render(s.pages, out)
	if s.failed != nil {
		return build, s.failed
	}
	if err != nil {
		return build, err
	}
	for _, f := range s.copies {
		pages = append(pages, f)
	}
	build.Roots = s.loading(build.Roots, pages[:len(s.pages)])
	build = build.With(pages...)
	build.Warnings = append(build.Warnings, warnings...)
	return build, nil
}

// resolve tells where the file that a page refers to is published.
func (s *site) resolve(build *asset.Build, source string, ref page.Reference) (string, bool) {
	file, err := s.published(build, ref)
	if err != nil {
		s.failed = append(s.failed, ref.At.Message(source, err.Error(), ""))
	}
	return file, err == nil
}

// published returns the path in the output of a file that a page or a web app
// manifest names, and publishes it if nothing has done so.
func (s *site) published(build *asset.Build, ref page.Reference) (string, error) {
	if ref.Published != "" {
		return ref.Published, nil
	}
	if s.files[ref.Path] == nil && (ref.Kind != page.ClassicScript || filledIn(ref)) { // it was missed when the page was read
		return "", nil
	}
	for _, f := range build.Files {
		if f.Source == ref.Path && (ref.Kind != page.ClassicScript || f.Kind != asset.KindJS) && !isStandIn(&f, ref) {
			return f.Path, nil
		}
	}
	f, err := s.copied(build, ref)
	return f.Path, err
}

// isStandIn tells whether a file is the script by which an import() gives the URL of an
// image, or the text of a style sheet, and a page wants that itself.
func isStandIn(f *asset.File, ref page.Reference) bool {
	return f.Route && f.Kind == asset.KindJS && !ref.IsScript()
}

// copied returns the published form of a file that is not bundled.
func (s *site) copied(build *asset.Build, ref page.Reference) (asset.File, error) {
	if f, ok := s.copies[ref.Path]; ok {
		return f, nil
	}
	src := s.files[ref.Path]
	if src == nil {
		return asset.File{}, fmt.Errorf("%s was not read (this is a defect of Paintbox; please report it)", ref.Path)
	}
	data, err := src.data, src.err
	if err != nil {
		return asset.File{}, err
	}
	f := asset.File{Source: ref.Path, Kind: asset.KindOf(ref.Path), Immutable: true}
	switch ref.Kind {
	case page.ClassicScript, page.PreloadScript:
		data, err = bundler.MinifyScript(data)
	case page.Manifest:
		dir := path.Dir(ref.Path)
		data, err = page.RewriteManifest(data, func(url string) (string, bool) {
			icon, ok := s.icon(build, src.images, url)
			if ok && !slices.Contains(f.Assets, icon) {
				f.Assets = append(f.Assets, icon)
			}
			return page.URL(build.Base, dir, icon), ok
		})
	}
	if err != nil {
		return asset.File{}, err
	}
	base := path.Base(ref.Path)
	f.Data = data
	f.Name = bundler.AssetsDir + "/" + base
	f.Path = bundler.AssetsDir + "/" + asset.HashedName(base, data)
	if ref.Kind == page.Manifest { // its start_url and scope are relative to its own URL
		f.Name, f.Path, f.Immutable = ref.Path, ref.Path, false
	}
	s.copies[ref.Path] = f
	return f, nil
}

// icon publishes a file that a web app manifest refers to.
func (s *site) icon(build *asset.Build, images map[string]page.Reference, url string) (string, bool) {
	ref, ok := images[url]
	if !ok {
		return "", false
	}
	file, err := s.published(build, ref)
	return file, err == nil
}
