package page

import (
	"slices"

	"github.com/paintbox-build/paintbox/asset"
)

// frames collects the edits of the pages within the page.
func (r *renderer) frames(root *asset.Root) (failed []asset.Message) {
	for _, f := range r.page.frames {
		inner := renderer{page: f.page, out: r.out, edits: newEdits(), scripts: map[int]string{}}
		failed = append(failed, inner.files()...)
		failed = append(failed, inner.modules(root)...)
		failed = append(failed, inner.frames(root)...)
		r.edits.Frames = append(r.edits.Frames, inner.edits)
		r.framed = append(r.framed, inner.imports()...)
		r.preloaded = append(r.preloaded, slices.Concat(inner.styles, inner.preloaded)...)
		r.assets = unique(append(r.assets, inner.assets...))
	}
	return failed
}

// stylesOf are the style sheets of a root that belong to the page itself, and not to
// the pages around it or within it.
func (r *renderer) stylesOf(root *asset.Root, starts []string) []string {
	if r.out.Styles == nil || len(r.page.frames) == 0 && !r.page.framed {
		return root.Styles
	}
	own := map[string]bool{}
	for _, ref := range r.page.refs {
		if isModule(ref) && ref.Program < len(starts) {
			for _, file := range r.out.Styles(starts[ref.Program]) {
				own[file] = true
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(root.Styles), func(file string) bool { return !own[file] })
}
