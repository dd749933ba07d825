package npm

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"slices"
	"strings"
	"time"
)

// file is a file of a package.
type file struct {
	path    string // relative to the package, with slashes
	data    []byte
	program bool // may be executed
}

// tarball makes a package as npm stores it: everything below "package/". Its
// bytes depend on the files alone: sorted, of nobody, and of the time that npm
// itself gives to files, because zip and some tools know none before 1980.
func tarball(files []file) ([]byte, error) {
	sorted := slices.SortedFunc(slices.Values(files), func(a, b file) int { return strings.Compare(a.path, b.path) })
	var out bytes.Buffer
	compressed, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	archive := tar.NewWriter(compressed)
	for _, f := range sorted {
		mode := int64(0o644)
		if f.program {
			mode = 0o755
		}
		err := archive.WriteHeader(&tar.Header{
			Name: "package/" + f.path, Mode: mode, Size: int64(len(f.data)), Format: tar.FormatUSTAR,
			ModTime: time.Date(1985, time.October, 26, 8, 15, 0, 0, time.UTC),
		})
		if err != nil {
			return nil, err
		}
		if _, err := archive.Write(f.data); err != nil {
			return nil, err
		}
	}
	if err := archive.Close(); err != nil {
		return nil, err
	}
	if err := compressed.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
