package pipeline

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
	"github.com/paintbox-build/paintbox/chunker"
	"github.com/paintbox-build/paintbox/internal/coding"
	"github.com/paintbox-build/paintbox/internal/flat"
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
	list := cuts(build, scripts)
	savings := make([]asset.Size, len(list))
	var group sync.WaitGroup
	for i, cut := range list {
		group.Go(func() { savings[i] = max(r.saving(cut, c), 0) })
	}
	group.Wait()
	for n, cut := range list {
		saved, by := savings[n], r.limitOf(cut[0])
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
		if byKey[key].limited() {
			list = append(list, byKey[key])
		}
	}
	return list
}

// limited tells whether the files together are over the limit of one.
func (files cut) limited() bool {
	var together asset.Size
	for _, f := range files {
		together += asset.Size(len(f.Data))
	}
	return len(files) > 1 && together > files[0].Limit
}

// saving is that of files, which an earlier build may have estimated.
func (r *runner) saving(files cut, c coding.Coding) asset.Size {
	store := r.opts.Store
	if store == nil {
		return files.saving(c)
	}
	hash := sha256.New()
	for _, f := range files {
		sum := sha256.Sum256(f.Data)
		_, _ = hash.Write(flat.Append(sum[:], budgets.Measure(c.Name).Of(f))) // a hash takes everything
	}
	key := fmt.Sprintf("%s %s %x", r.opts.Program, c.Name, hash.Sum(nil))
	var saved asset.Size
	if kept, ok := store.Get("estimate", key); ok && flat.Read(kept, &saved) == nil {
		return saved
	}
	began := time.Now()
	saved = files.saving(c)
	store.Put("estimate", key, flat.Append(nil, saved), time.Since(began))
	return saved
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
