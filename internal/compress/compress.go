// Package compress makes the compressed siblings of published files.
//
// All takes a build and returns a copy whose compressible files carry their
// encoded bytes; it neither reads nor writes the disk. What it makes depends on
// the files' bytes and the options alone: no times, names, or numbers of cores
// go into the output.
//
// How a file is encoded, and that every output is decoded by other code and
// compared before it is kept, is internal/coding's. Encoding at the highest level
// costs about a hundred times as much as that check.
package compress

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/coding"
)

// Options says which siblings are made. The zero value makes none.
type Options struct {
	Codings   Selection  `config:"rows"`    // which codings have siblings
	Threshold asset.Size `json:"threshold"` // smaller files are left alone (raw bytes)
}

// Selection says of codings, by their names, whether siblings are written. What
// it does not name has none.
type Selection map[string]bool

// Rows lists the names that a selection may hold, in the order of the table.
func (Selection) Rows() []string {
	var names []string
	for _, c := range coding.Table() {
		names = append(names, c.Name)
	}
	return names
}

// Describe says what a name of Rows turns on.
func (Selection) Describe(name string) string {
	for _, c := range coding.Table() {
		if c.Name == name {
			return "Write " + c.Suffix + " siblings (" + c.Level + ")."
		}
	}
	return ""
}

// Defaults returns the options of a build that does not state its own.
func Defaults() Options {
	all := Selection{}
	for _, c := range coding.Table() {
		if c.Default {
			all[c.Name] = true
		}
	}
	return Options{Codings: all, Threshold: asset.KB}
}

// Store keeps what a build made for the next. A value is found by its kind and by a
// key that names everything that it depends on.
type Store interface {
	Get(kind, key string) ([]byte, bool)
	Has(kind, key string) bool
	Put(kind, key string, value []byte, cost time.Duration)
}

// All returns a copy of the build whose compressible files of at least
// opts.Threshold bytes have the Encodings that opts selects, each only where it
// is smaller than the file. Siblings that files had before are dropped.
//
// It runs one worker for each of GOMAXPROCS and waits for all of them, also
// when ctx ends; it then returns ctx's error within about half a second.
// Memory, besides the results, is bounded by one encoder's state for each
// worker and coding (some 30 to 50 MB). progress may be nil; it is called from one goroutine at
// a time, once for each finished encoding, with done counting up to total.
//
// What store holds is not encoded again, and what is encoded it keeps; it may be nil.
//
// An encoder whose output does not decode to its input is replaced by the next
// of its kind, and the build gets a warning; if none is left, All fails.
func All(ctx context.Context, build asset.Build, opts Options, store Store, progress func(done, total int)) (asset.Build, error) {
	files := slices.Clone(build.Files)
	for i := range files {
		files[i].Encodings = nil
	}
	jobs := plan(files, opts)
	encoded := make([][]byte, len(jobs))
	warnings := make([][]asset.Message, len(jobs))
	step := counter(progress, len(jobs))

	group, ctx := errgroup.WithContext(ctx)
	var next atomic.Int64
	for range min(runtime.GOMAXPROCS(0), len(jobs)) {
		group.Go(func() error {
			table := encoders()
			for {
				i := int(next.Add(1)) - 1
				if i >= len(jobs) {
					return nil
				}
				c, f := table[jobs[i].row], &files[jobs[i].file]
				data, failed, err := recall(ctx, c, f.Data, store)
				if err != nil {
					return fileError(ctx, c.Coding, f, err)
				}
				warnings[i] = warningsOf(c.Coding, f, failed)
				encoded[i] = data
				step()
			}
		})
	}
	if err := group.Wait(); err != nil {
		return asset.Build{}, err
	}
	table := slowestFirst()
	for i, j := range jobs {
		files[j.file].Encodings = files[j.file].Encodings.With(table[j.row].Name, encoded[i])
	}
	build.Files = files
	build.Warnings = slices.Concat(append([][]asset.Message{build.Warnings}, warnings...)...)
	return build, nil
}

// recall finds in the store what an earlier build made of data, or encodes it and
// keeps that. It returns nil where that is no smaller.
func recall(ctx context.Context, c *coding.Encoder, data []byte, store Store) (encoded []byte, failed []error, err error) {
	key := keyOf(c, data)
	if store == nil || key == "" {
		return encode(ctx, c, data)
	}
	kept, ok := store.Get(c.Name, key)
	switch {
	case ok && len(kept) == 0:
		return nil, nil, nil
	case ok && len(kept) < len(data):
		return kept, nil, nil
	}
	began := time.Now()
	encoded, failed, err = encode(ctx, c, data)
	if err == nil && len(failed) == 0 {
		store.Put(c.Name, key, encoded, time.Since(began))
	}
	return encoded, failed, err
}

// Keys tells by which key a Store holds the sibling of a file in a coding, whose name
// is its kind; "" where it holds none.
func Keys() func(name string, data []byte) string {
	table := encoders()
	return func(name string, data []byte) string {
		for _, c := range table {
			if c.Name == name {
				return keyOf(c, data)
			}
		}
		return ""
	}
}

func keyOf(c *coding.Encoder, data []byte) string {
	identity := c.Identity()
	if identity == "" {
		return ""
	}
	sum := sha256.Sum256(data)
	return identity + ", " + hex.EncodeToString(sum[:])
}

// encode encodes data. It returns nil where that is no smaller.
func encode(ctx context.Context, c *coding.Encoder, data []byte) (encoded []byte, failed []error, err error) {
	if encoded, failed, err = c.Encode(ctx, data); len(encoded) >= len(data) {
		encoded = nil
	}
	return encoded, failed, err
}

// job is one file to be encoded in one coding; both are indexes, that of the
// coding into slowestFirst.
type job struct{ file, row int }

// slowestFirst is the table of codings backwards: what compresses more takes
// longer.
func slowestFirst() []coding.Coding {
	list := coding.Table()
	slices.Reverse(list)
	return list
}

// encoders are those of one worker.
func encoders() []*coding.Encoder {
	var list []*coding.Encoder
	for _, c := range slowestFirst() {
		list = append(list, c.Encoder())
	}
	return list
}

// plan lists the work so that workers who take the next job whenever they are
// free finish at about the same time: slow codings first, and
// within a coding large files first.
func plan(files []asset.File, opts Options) []job {
	var jobs []job
	for i, f := range files {
		if asset.Size(len(f.Data)) < opts.Threshold || !compressible(f) {
			continue
		}
		for j, c := range slowestFirst() {
			if opts.Codings[c.Name] {
				jobs = append(jobs, job{i, j})
			}
		}
	}
	slices.SortFunc(jobs, func(a, b job) int {
		return cmp.Or(
			cmp.Compare(a.row, b.row),
			cmp.Compare(len(files[b.file].Data), len(files[a.file].Data)),
			cmp.Compare(a.file, b.file),
		)
	})
	return jobs
}

// counter returns a function that workers call after each job.
func counter(progress func(done, total int), total int) func() {
	if progress == nil {
		return func() {}
	}
	var mu sync.Mutex
	done := 0
	return func() {
		mu.Lock()
		defer mu.Unlock()
		done++
		progress(done, total)
	}
}

// warningsOf tells of the encoders that failed before one succeeded.
func warningsOf(c coding.Coding, f *asset.File, failed []error) []asset.Message {
	var ms []asset.Message
	for _, err := range failed {
		ms = append(ms, asset.Message{
			Text: fmt.Sprintf("%s encoder failed, another one was used: %v", c.Name, err),
			File: f.Path,
			Note: "the published " + c.Suffix + " file is verified; please report the encoder's failure to its project with this file",
		})
	}
	return ms
}

// fileError says which file could not be encoded; a canceled build needs no
// such detail.
func fileError(ctx context.Context, c coding.Coding, f *asset.File, err error) error {
	if ctx.Err() != nil {
		return err
	}
	return fmt.Errorf("%s: no %s encoder worked (turn it off with \"compress\": {%q: false}): %w", f.Path, c.Name, c.Name, err)
}
