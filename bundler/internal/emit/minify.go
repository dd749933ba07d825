package emit

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"runtime"
	"slices"
	"sync"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/link"
	"github.com/paintbox-build/paintbox/bundler/internal/rename"
	"github.com/paintbox-build/paintbox/bundler/internal/sourcemap"
	"github.com/paintbox-build/paintbox/internal/flat"
)

// textKey is a hash of what goes into a minified chunk: its text, and the units
// that it is made of, which source maps lead to. What its file is called is no part
// of that: another plan may call it otherwise.
type textKey [sha256.Size]byte

// minified is a chunk before files have their names, but for the comment that
// names its source map.
type minified struct{ code, sourcemap []byte }

// key is the textKey of a chunk.
func (a *assembler) key(i int) (key textKey) {
	hash := sha256.New()
	var size [8]byte
	write := func(text string) {
		binary.LittleEndian.PutUint64(size[:], uint64(len(text)))
		hash.Write(size[:])
		hash.Write([]byte(text))
	}
	write(a.chunks[i].source)
	write(a.noticeComment(i))
	for _, s := range a.plan.Chunks[i].Steps {
		binary.LittleEndian.PutUint64(size[:], uint64(s.Unit)<<8|uint64(s.Mode))
		hash.Write(size[:])
	}
	hash.Sum(key[:0])
	return key
}

// minify minifies every chunk that is not as in the plan before, as many at a
// time as there are processors.
func (a *assembler) minify(ctx context.Context) error {
	results := make([]minified, len(a.chunks))
	keys := make([]textKey, len(a.chunks))
	errs := make([]error, len(a.chunks))
	next := make(chan int)
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for i := range next {
				keys[i] = a.key(i)
				known, ok := a.minified[keys[i]]
				if !ok {
					known, errs[i] = a.minifyChunk(i)
				}
				results[i] = known
			}
		})
	}
	for i := range a.chunks {
		if ctx.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	wait.Wait()
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	a.Emitter.minified = make(map[textKey]minified, len(a.chunks))
	for i, r := range results {
		a.Emitter.minified[keys[i]] = r
		a.chunks[i].code, a.chunks[i].sourcemap = append(slices.Clip(r.code), a.p.Settings.MapComment(a.chunks[i].placeholder)...), r.sourcemap
	}
	return nil
}

func (a *assembler) minifyChunk(i int) (minified, error) {
	c := &a.chunks[i]
	t, err := a.recall(i)
	if err != nil {
		return minified{}, err
	}
	composed, err := a.p.ComposeMap(t.Map, c.source, c.trace, sourcemap.Edits{Text: t.Before, List: t.Edits})
	c.trace = nil
	return minified{append(t.Code, a.noticeComment(i)...), composed}, err
}

// transformed is what minifying makes of the text of a chunk.
type transformed struct {
	Code   []byte
	Map    []byte           // nil where no maps are written, like what follows
	Before []byte           // the code before variables got other names, which Map leads from
	Edits  []sourcemap.Edit // these names
}

// recall finds what an earlier build made of the text of a chunk, or minifies it and
// keeps that.
func (a *assembler) recall(i int) (t transformed, err error) {
	s := a.p.Settings
	if s.Store == nil {
		return a.transform(i)
	}
	name := "" // which is in maps only
	if s.Mapped() {
		name = a.plan.Chunks[i].Name
	}
	sum := sha256.Sum256(flat.Append(flat.Append(nil, []string{s.Program, name, a.chunks[i].source}), s.Target))
	key := base64.RawURLEncoding.EncodeToString(append(sum[:], byte(s.Maps)))
	kept, err := s.Store.Recall("minified", key, func() ([]byte, error) {
		t, err := a.transform(i)
		return flat.Append(nil, t), err
	})
	if err == nil && flat.Read(kept, &t) != nil {
		return a.transform(i)
	}
	return t, err
}

// transform minifies the text of a chunk.
func (a *assembler) transform(i int) (transformed, error) {
	c, s := &a.chunks[i], a.p.Settings
	result := api.Transform(c.source, api.TransformOptions{
		Loader: api.LoaderJS, Format: api.FormatESModule, Target: s.Target.Version, Engines: s.Target.Engines, Supported: s.Target.Supported(), Platform: api.PlatformBrowser,
		MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true, TreeShaking: api.TreeShakingTrue,
		LegalComments: api.LegalCommentsNone, Charset: api.CharsetUTF8, LogLevel: api.LogLevelSilent,
		Sourcefile: a.plan.Chunks[i].Name, Sourcemap: s.SourceMap(), SourcesContent: api.SourcesContentExclude,
	})
	if len(result.Errors) > 0 {
		ms := link.Messages(result.Errors)
		for k := range ms {
			ms[k].Text = "internal error in chunk " + a.plan.Chunks[i].Name + ": " + ms[k].Text
			ms[k].Note = "this is a defect of paintbox; please report it with the line shown"
		}
		return transformed{}, asset.Messages(ms)
	}
	code, renamed := rename.Nested(result.Code)
	if !s.Mapped() {
		return transformed{Code: code}, nil
	}
	t := transformed{Code: code, Map: result.Map, Before: result.Code, Edits: make([]sourcemap.Edit, len(renamed))}
	for k, e := range renamed {
		t.Edits[k] = sourcemap.Edit(e)
	}
	return t, nil
}

// MinifyScript minifies a classic script: a file that runs in the page's global
// scope, whose top-level names stay as they are.
func MinifyScript(code []byte) ([]byte, error) {
	result := api.Transform(string(code), api.TransformOptions{Loader: api.LoaderJS, MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true,
		LegalComments: api.LegalCommentsInline, Charset: api.CharsetUTF8, LogLevel: api.LogLevelSilent})
	if len(result.Errors) > 0 {
		return nil, asset.Messages(link.Messages(result.Errors))
	}
	return rename.Script(result.Code), nil
}
