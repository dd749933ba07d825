package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"iter"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/compress"
	"github.com/paintbox-build/paintbox/internal/flat"
	"github.com/paintbox-build/paintbox/internal/inputs"
)

// A build whose inputs are as those of an earlier one is not made again. What the
// store holds of it:
//
//	index    by what was asked for (asked): the inputs of the last builds here, newest first
//	newest   the same of all machines that share a store
//	inputs   a list of inputs, by its hash
//	stamps   what this machine tells of these inputs without reading them
//	build    the build, by what was asked for and its inputs; without what is in files
//	file     the content of a file, by its hash; siblings are held by what compresses
//
// What a Node process reads is not known, so that a build which started one is not
// kept, and where one is certain to start nothing is looked for.

// remembered is how many builds of one kind can be found again, as after a switch
// of branches and back.
const remembered = 4

// whole finds builds again, and keeps them.
type whole struct {
	store    compress.Store
	keeps    bool   // and does not only take down inputs
	asked    string // a hash of the configuration, of the environment as sources see it, and of the program
	project  inputs.Project
	observer *inputs.Observer // nil where a build was found
	taking   sync.WaitGroup   // of what the observer takes down beside the build
	began    time.Time
	list     *inputs.List // of the build that was found, or kept
	failed   error        // why there is no list
	kept     kept         // what was found
}

// kept is a build with its records.
type kept struct {
	Build   asset.Build
	Records []asset.File
}

// found tells whether there was one.
func (w *whole) found() bool { return w != nil && w.observer == nil }

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// find finds a build whose inputs are as they are now.
func (w *whole) find() {
	if !w.keeps {
		w.observer = inputs.Begin(w.project)
		return
	}
	var last *inputs.List
	var lastStamps inputs.Stamps
	here := w.index("index")
	for i, id := range w.known(here) {
		data, ok := w.store.Get("inputs", id)
		if !ok {
			continue
		}
		list, err := inputs.Decode(data)
		if err != nil || hashOf(data) != id {
			continue
		}
		stamps, _ := w.store.Get("stamps", w.stamps(id))
		known := inputs.DecodeStamps(stamps)
		changed, fresh := list.Changed(w.project.Dir, known)
		if changed != "" {
			if last == nil {
				last, lastStamps = list, known
			}
			continue
		}
		if w.kept, ok = w.read(id); !ok {
			continue
		}
		w.list = list
		if fresh != nil {
			w.store.Put("stamps", w.stamps(id), fresh.Encode(), 0)
		}
		if i > 0 || len(here) == 0 || here[0] != id {
			w.remember("index", id)
		}
		return
	}
	w.observer = inputs.Begin(w.project)
	w.observer.Remember(last, lastStamps)
}

func (w *whole) index(kind string) (ids []string) {
	data, _ := w.store.Get(kind, w.asked)
	if flat.Read(data, &ids) != nil {
		return nil
	}
	return ids
}

// known gives the lists of inputs that are known here, then those that only others
// know, which are asked for where none of the first holds.
func (w *whole) known(here []string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for i, id := range here {
			if !yield(i, id) {
				return
			}
		}
		for i, id := range w.index("newest") {
			if !slices.Contains(here, id) && !yield(len(here)+i, id) {
				return
			}
		}
	}
}

// remember puts a list of inputs ahead of all others.
func (w *whole) remember(kind, id string) {
	ids := slices.DeleteFunc(w.index(kind), func(other string) bool { return other == id })
	ids = append([]string{id}, ids...)
	w.store.Put(kind, w.asked, flat.Append(nil, ids[:min(len(ids), remembered)]), 0)
}

func (w *whole) stamps(id string) string { return id + " " + w.project.Dir }

// take takes down what the build has read up to now, while it goes on.
func (w *whole) take(reads inputs.Reads) {
	w.taking.Wait()
	w.taking.Go(func() { w.observer.Take(reads) })
}

// keep keeps a build that was made, whose last reads are these.
func (w *whole) keep(build asset.Build, records []asset.File, last inputs.Reads) {
	took := time.Since(w.began)
	k := kept{build, records}
	w.take(last)
	if w.keeps {
		k = w.write(k)
	}
	w.taking.Wait()
	var stamps inputs.Stamps
	w.list, stamps, w.failed = w.observer.End()
	if w.failed != nil || !w.keeps {
		return // what is not known is not kept
	}
	list := w.list.Encode()
	id := hashOf(list)
	w.store.Put("build", w.asked+" "+id, flat.Append(nil, k), took)
	w.store.Put("inputs", id, list, 0)
	w.store.Put("stamps", w.stamps(id), stamps.Encode(), 0)
	for _, kind := range []string{"index", "newest"} {
		w.remember(kind, id)
	}
}

// files keeps the contents of a build before it is compressed, while it goes on.
func (w *whole) files(build asset.Build) {
	w.taking.Go(func() {
		for _, f := range build.Files {
			w.file(f.Data)
		}
	})
}

// file keeps a content, and tells its name.
func (w *whole) file(content []byte) (name string) {
	name = hashOf(content)
	if !w.store.Has("file", name) {
		w.store.Put("file", name, content, 0)
	}
	return name
}

// write keeps the contents of a build, which has their names then. Siblings that the
// store holds already have another name: what precedes it is their coding.
func (w *whole) write(k kept) kept {
	key := compress.Keys()
	return k.with(func(coding string, of, content []byte) []byte {
		if coding != "" {
			if key := key(coding, of); key != "" && w.store.Has(coding, key) {
				return []byte(coding + ":" + key)
			}
		}
		return []byte(w.file(content))
	}, func(file string) string {
		rel, err := filepath.Rel(w.project.Dir, file)
		if err != nil {
			return file
		}
		return filepath.ToSlash(rel)
	})
}

// read reads what write kept.
func (w *whole) read(id string) (k kept, ok bool) {
	data, ok := w.store.Get("build", w.asked+" "+id)
	if !ok || flat.Read(data, &k) != nil {
		return kept{}, false
	}
	k = k.with(func(_ string, _, name []byte) []byte {
		coding, key, sibling := strings.Cut(string(name), ":")
		if sibling {
			content, found := w.store.Get(coding, key)
			ok = ok && found
			return content
		}
		content, found := w.store.Get("file", string(name))
		ok = ok && found && hashOf(content) == string(name)
		return content
	}, func(file string) string {
		if file = filepath.FromSlash(file); !filepath.IsAbs(file) {
			return filepath.Join(w.project.Dir, file)
		}
		return file
	})
	return k, ok
}

// with is a copy with other contents, and other paths of files of this machine.
// content gets what it is about: a file, or its sibling in a coding.
func (k kept) with(content func(coding string, of, content []byte) []byte, place func(string) string) kept {
	k.Records, k.Build.Files, k.Build.Inputs = slices.Clone(k.Records), slices.Clone(k.Build.Files), slices.Clone(k.Build.Inputs)
	for _, files := range [][]asset.File{k.Records, k.Build.Files} {
		for i := range files {
			f := &files[i]
			for coding, data := range f.Encodings {
				f.Encodings = f.Encodings.With(coding, content(coding, f.Data, data))
			}
			if f.Data != nil {
				f.Data = content("", nil, f.Data)
			}
		}
	}
	for i := range k.Build.Inputs {
		if in := &k.Build.Inputs[i]; in.File != "" {
			in.File = place(in.File)
		}
	}
	return k
}
