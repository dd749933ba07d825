package pipeline

import (
	"fmt"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
	"github.com/paintbox-build/paintbox/chunker"
	"github.com/paintbox-build/paintbox/internal/coding"
)

// costly is the share of compressed bytes from which on it is said what limits cost.
const costly = 0.03

// costOfLimits estimates what the limits of files cost: code that is cut into several
// files compresses by itself in each. What the limits cut are files of one group that
// the same roots load; their bytes as one stream against the sum of the parts, both
// at a quick level, give the cost, which is divided among the parts. It is noted where
// the largest entry costs more than costly.
func (r *runner) costOfLimits(build *asset.Build) {
	c, ok := r.estimated()
	if !ok {
		return
	}
	var scripts []*asset.File
	for i := range build.Files {
		if build.Files[i].Kind == asset.KindJS {
			scripts = append(scripts, &build.Files[i])
		}
	}
	for _, cut := range cuts(build, scripts) {
		saved, by := max(cut.saving(c), 0), r.limitOf(cut[0])
		for i, f := range cut {
			f.Cut, f.CutBy = saved/asset.Size(len(cut)-i), by
			saved -= f.Cut
		}
	}
	var entry *asset.Root
	most := 0
	for i := range build.Roots {
		n := 0
		for _, f := range build.FilesAt(build.Roots[i].Scripts) {
			n += len(f.Data)
		}
		if build.Roots[i].Entry && n > most {
			entry, most = &build.Roots[i], n
		}
	}
	if entry != nil {
		r.noteLimits(build, entry, c)
	}
}

// noteLimits says what the limits cost an entry, where that is much.
func (r *runner) noteLimits(build *asset.Build, entry *asset.Root, c coding.Coding) {
	var served, saved, largest asset.Size
	key, by := "", map[string]asset.Size{}
	for _, f := range build.FilesAt(entry.Scripts) {
		served += budgets.Measure(c.Name).Of(f)
		saved += f.Cut
		by[f.CutBy] += f.Cut
		if by[f.CutBy] > largest {
			largest, key = by[f.CutBy], f.CutBy
		}
	}
	if float64(saved) <= costly*float64(served) {
		return
	}
	build.Notes = append(build.Notes, asset.Message{
		Text: fmt.Sprintf("limits of files cost about %.0f%% of the %s bytes of %s: %s, in one piece about %s",
			100*float64(saved)/float64(served), c.Name, entry.Source, served.Human(), (served - saved).Human()),
		Note: "a larger " + key + " gets it back",
	})
}

// estimated is the coding of the build's siblings whose bytes can be estimated.
func (r *runner) estimated() (c coding.Coding, ok bool) {
	for _, c := range slices.Backward(coding.Table()) {
		if c.Estimate != nil && r.cfg.Compress.Codings[c.Name] {
			return c, true
		}
	}
	return c, false
}

// limitOf names what limits a file, as the configuration calls it.
func (r *runner) limitOf(f *asset.File) string {
	groups := r.cfg.Chunks.Groups
	if groups == nil {
		groups = chunker.DefaultGroups()
	}
	if slices.ContainsFunc(groups, func(g chunker.Group) bool { return g.Name == f.Group && g.MaxSize > 0 }) {
		return fmt.Sprintf("maxSize of the group %q in chunks.groups", f.Group)
	}
	return "chunks.maxSize"
}

// cut is files that would be one without a limit.
type cut []*asset.File

// cuts finds the scripts that limits divide, in their order.
func cuts(build *asset.Build, scripts []*asset.File) []cut {
	var keys []string
	byKey := map[string]cut{}
	for _, f := range scripts {
		if f.Limit == 0 {
			continue
		}
		var key strings.Builder
		key.WriteString(f.Group)
		for _, root := range build.Roots {
			if slices.Contains(root.Scripts, f.Path) {
				key.WriteString("\n" + root.Source + " " + root.Name)
			}
		}
		if byKey[key.String()] == nil {
			keys = append(keys, key.String())
		}
		byKey[key.String()] = append(byKey[key.String()], f)
	}
	var list []cut
	for _, key := range keys {
		if len(byKey[key]) > 1 {
			list = append(list, byKey[key])
		}
	}
	return list
}

// saving estimates the compressed bytes that the files would be smaller as one.
func (files cut) saving(c coding.Coding) asset.Size {
	var whole []byte
	var apart, served asset.Size
	for _, f := range files {
		apart += asset.Size(c.Estimate(f.Data))
		served += budgets.Measure(c.Name).Of(f)
		whole = append(whole, f.Data...)
	}
	return served * (apart - asset.Size(c.Estimate(whole))) / max(apart, 1)
}
