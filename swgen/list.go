package swgen

import (
	"crypto/sha256"
	"encoding/base64"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// Characters of base 64, six bits each. A wrong body passes for the right one
// once in 2^36 times; a path that is not the build's passes for one of n files
// of the build once in 2^24/n times, and is then only not stored.
const (
	bodyChars     = 6
	pathChars     = 4
	precacheChars = 12
)

// maxInline is the length, with the paths of the precached files, up to which the
// list is a part of the worker, which thereby stays under 3.5 KB with brotli. A
// longer one, of more than some 10 files, is a file of its own.
const maxInline = 175

// staticEndings are what the paths of files that pages are made of end in, in
// every build.
func staticEndings() []string {
	return []string{"js", "mjs", "css", "wasm", "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "ico", "woff", "woff2"}
}

// fileList is the build's files in the form in which the worker reads them:
// width characters for the path, bodyChars for the bytes, after a "-" for a file
// whose name carries no content hash.
type fileList struct {
	text    string
	width   int
	endings []string // what the paths end in of files that a request need not tell by its looks, which the worker can tell without the list
}

// listFiles lists the files that the worker needs to know. All paths have
// different codes.
func listFiles(build asset.Build, o Options) fileList {
	list := fileList{width: pathChars}
	var files []asset.File
	for _, f := range build.Files {
		if !o.listed(f) {
			continue
		}
		files = append(files, f)
		if end := ending(f.Path); f.Kind != asset.KindHTML && !slices.Contains(staticEndings(), strings.TrimPrefix(end, ".")) {
			list.endings = append(list.endings, end)
		}
	}
	slices.Sort(list.endings)
	list.endings = slices.Compact(list.endings)
	for !distinct(files, list.width) {
		list.width++
	}
	var text strings.Builder
	for _, f := range files {
		if !f.Immutable {
			text.WriteByte('-')
		}
		text.WriteString(digest([]byte(f.Path))[:list.width] + digest(f.Data)[:bodyChars])
	}
	list.text = text.String()
	return list
}

// distinct tells whether the beginnings of the paths' digests are.
func distinct(files []asset.File, width int) bool {
	seen := make(map[string]bool, len(files))
	for _, f := range files {
		seen[digest([]byte(f.Path))[:width]] = true
	}
	return len(seen) == len(files)
}

// ending is the extension of a path, or the name of a file that has none, as
// they are in a URL.
func ending(name string) string {
	end := path.Ext(name)
	if end == "" {
		end = "/" + path.Base(name)
	}
	return (&url.URL{Path: end}).EscapedPath()
}

// endingsPattern is the JavaScript regular expression of the endings.
func (l fileList) endingsPattern() string {
	if len(l.endings) == 0 {
		return `(?!)`
	}
	quoted := make([]string, len(l.endings))
	for i, end := range l.endings {
		quoted[i] = strings.ReplaceAll(regexp.QuoteMeta(end), "/", `\/`)
	}
	return "(?:" + strings.Join(quoted, "|") + ")$"
}

// listed tells whether the worker needs to know the file: pages, for whose paths
// the shell must not stand in, and what the runtime cache may hold. Maps and
// notices are for others than visitors.
func (o Options) listed(f asset.File) bool {
	limit := o.StaticMaxSize
	switch f.Kind {
	case asset.KindHTML:
		return true
	case asset.KindMap:
		return false
	case asset.KindImage:
		limit = max(limit, o.ImageMaxSize)
	}
	return f.Path != o.File && !f.Notice && !asset.IsNotice(f.Path) && asset.Size(len(f.Data)) <= limit
}

// digest is SHA-256 in base 64, as browsers write it in an integrity attribute.
func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return base64.StdEncoding.EncodeToString(sum[:])
}
