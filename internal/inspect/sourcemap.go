package inspect

import (
	"encoding/json"
	"path"
	"runtime"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/paintbox-build/paintbox/asset"
)

// sourceMap is the part of a source map (version 3, ECMA-426) that tells which
// bytes of a script come from which source.
type sourceMap struct {
	SourceRoot string   `json:"sourceRoot"`
	Sources    []string `json:"sources"` // null for generated code
	Mappings   string   `json:"mappings"`
}

// explain shares scripts among their sources by the source maps that stand beside
// them, where statistics have not told already. A map that cannot be read tells
// nothing: it is not part of what is judged.
func (s *site) explain() {
	var work errgroup.Group
	work.SetLimit(runtime.GOMAXPROCS(0))
	for i := range s.build.Files {
		f := &s.build.Files[i]
		beside := s.build.File(f.Path + ".map")
		if f.Kind != asset.KindJS && f.Kind != asset.KindCSS || f.Shares != nil || beside == nil {
			continue
		}
		work.Go(func() error {
			var m sourceMap
			if json.Unmarshal(beside.Data, &m) == nil {
				f.Shares = m.shares(f)
			}
			return nil
		})
	}
	_ = work.Wait() // none fails
}

// shares counts the bytes that each source has in a file: from a mapping to the
// next on the same line. What no mapping covers belongs to nobody.
func (m *sourceMap) shares(f *asset.File) []asset.Share {
	bytes := make([]asset.Size, len(m.Sources))
	lines := strings.SplitAfter(string(f.Data), "\n")
	source := 0
	for i, mapping := range strings.Split(m.Mappings, ";") {
		if i >= len(lines) {
			break
		}
		source = share(mapping, source, asset.Size(len(lines[i])), bytes)
	}
	var list []asset.Share
	for i, n := range bytes {
		if name := m.name(i); n > 0 && name != "" {
			list = append(list, asset.Share{Module: name, Package: packageOf(name), Bytes: n})
		}
	}
	sortShares(list)
	return list
}

// share adds the bytes of one line. Columns count UTF-16 code units; in minified
// code these are bytes, and elsewhere the error is small.
func share(mapping string, source int, length asset.Size, bytes []asset.Size) int {
	column, owner, since := 0, -1, asset.Size(0)
	for segment := range strings.SplitSeq(mapping, ",") {
		step, rest, ok := vlq(segment)
		if !ok {
			continue
		}
		column += step
		at := min(max(asset.Size(column), since), length)
		if owner >= 0 && owner < len(bytes) {
			bytes[owner] += at - since
		}
		since, owner = at, -1
		if step, _, ok := vlq(rest); ok {
			source += step
			owner = source
		}
	}
	if owner >= 0 && owner < len(bytes) {
		bytes[owner] += length - since
	}
	return source
}

// vlq reads the first number of a segment, in base 64 with a sign and
// continuation bits.
func vlq(s string) (n int, rest string, ok bool) {
	const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	for i, shift := 0, 0; i < len(s) && shift < 35; i, shift = i+1, shift+5 {
		d := strings.IndexByte(digits, s[i])
		if d < 0 {
			return 0, "", false
		}
		n |= (d & 31) << shift
		if d < 32 {
			if n&1 != 0 {
				return -(n >> 1), s[i+1:], true
			}
			return n >> 1, s[i+1:], true
		}
	}
	return 0, "", false
}

// name is a source as a path of the project, as far as its name tells.
func (m *sourceMap) name(i int) string {
	name := m.Sources[i]
	if name == "" {
		return ""
	}
	if _, rest, ok := strings.Cut(name, "://"); ok { // webpack://app/./src/a.js
		_, name, _ = strings.Cut(rest, "/")
	} else if m.SourceRoot != "" {
		name = m.SourceRoot + "/" + name
	}
	name = strings.TrimPrefix(moduleName(name), "/")
	for strings.HasPrefix(name, "../") {
		name = name[len("../"):]
	}
	return path.Clean(name)
}
