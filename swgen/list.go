package swgen

import (
	"crypto/sha256"
	"strconv"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// fileList is the build's files in the form in which the worker carries them:
// width characters for the path, three for the bytes, after a "-" for a file
// whose name carries no content hash.
type fileList struct {
	text   string
	width  int
	factor uint64
}

// listFiles lists the files that the worker needs to know. Codes are so long
// that at most one foreign path in 128 has the code of a file, and is therefore
// not stored, and that with one of the first few factors all files have
// different codes.
func listFiles(build asset.Build, o Options) fileList {
	var files []asset.File
	for _, f := range build.Files {
		if o.listed(f) {
			files = append(files, f)
		}
	}
	n, width := len(files), 3
	for 1<<(5*width) < max(128*n, n*n/4) {
		width++
	}
	for factor := uint64(40503); ; factor += 2 {
		if codes, ok := distinctCodes(files, width, factor); ok {
			return fileList{listText(files, codes), width, factor}
		}
	}
}

// distinctCodes returns the codes of the files' paths; false when two are the same.
func distinctCodes(files []asset.File, width int, factor uint64) ([]string, bool) {
	codes := make([]string, len(files))
	seen := make(map[string]bool, len(files))
	for i, f := range files {
		codes[i] = pathCode(f.Path, width, factor)
		if seen[codes[i]] {
			return nil, false
		}
		seen[codes[i]] = true
	}
	return codes, true
}

func listText(files []asset.File, codes []string) string {
	var text strings.Builder
	for i, f := range files {
		if !f.Immutable {
			text.WriteByte('-')
		}
		text.WriteString(codes[i] + digest(f.Data)[:3])
	}
	return text.String()
}

// listed tells whether the worker needs to know the file: pages, for whose paths
// the shell must not stand in, and what the runtime cache may hold. Maps are for
// developers.
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
	return f.Path != o.File && asset.Size(len(f.Data)) <= limit
}

// pathCode is a polynomial over the code points of the path, in base 32. The
// worker computes the same, in floating point, which is exact here.
func pathCode(path string, width int, factor uint64) string {
	code, limit := uint64(0), uint64(1)<<(5*width)
	for _, point := range path {
		code = (code + uint64(point)) * factor % limit
	}
	return strconv.FormatUint(code|limit, 32)[1:]
}

// digest is SHA-256, five bits of every byte in base 32.
func digest(data []byte) string {
	sum := sha256.Sum256(data)
	text := make([]byte, len(sum))
	for i, b := range sum {
		text[i] = "0123456789abcdefghijklmnopqrstuv"[b&31]
	}
	return string(text)
}
